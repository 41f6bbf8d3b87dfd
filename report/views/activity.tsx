import type { ComponentChildren } from "preact";
import { isJsonObject, type JsonValue } from "../../src/domain/index.ts";
import { Cell } from "../parts/cell.tsx";
import { listAt, textAt, textsOf } from "../parts/json-read.ts";
import { Facts, words } from "../parts/pieces.tsx";

/** Shows one activity of the record. */
export function Activity({ activity, gaps }: { readonly activity: JsonValue; readonly gaps: readonly JsonValue[] }) {
  const part = (key: string): JsonValue | undefined => (isJsonObject(activity) ? activity[key] : undefined);
  const name = part("name");
  // An empty list without a gap was provided by the organisation.
  const open = new Set(
    gaps.filter((gap) => textAt(gap, "activity") === textAt(activity, "id")).map((gap) => textAt(gap, "item")),
  );
  const rows = (key: string, ...letters: readonly string[]): ComponentChildren => (
    <Rows items={listAt(activity, key)} isOpen={letters.some((item) => open.has(item))} />
  );
  return (
    <article class="card activity">
      <h4>{textAt(name, "value") || words(textAt(activity, "id"))}</h4>
      <Facts
        facts={[
          { what: "role", value: textAt(activity, "role") },
          { what: "purposes", value: cells(listAt(activity, "purposes")) },
          { what: "lawful basis", value: <Cell cell={part("lawful_basis")} /> },
          { what: "people", value: cells(listAt(activity, "data_subjects")) },
          { what: "personal data", value: <PersonalData items={listAt(activity, "personal_data")} /> },
          { what: "condition for special categories", value: <Cell cell={part("special_category_condition")} /> },
          { what: "recipients", value: rows("recipients", "30(1)(d)") },
          { what: "transfers", value: rows("transfers", "30(1)(e)", "30(2)(c)") },
          { what: "time limits", value: rows("retention", "30(1)(f)") },
          { what: "security", value: rows("security_measures", "30(1)(g)", "30(2)(d)") },
          { what: "systems", value: <Cell cell={part("systems")} /> },
          { what: "source of the data", value: <Cell cell={part("source_of_data")} /> },
          { what: "automated decisions", value: <Cell cell={part("automated_decisions")} /> },
          { what: "impact assessment", value: <Cell cell={part("dpia")} /> },
          { what: "owner", value: <Cell cell={part("owner")} /> },
        ]}
      />
    </article>
  );
}

function cells(list: readonly JsonValue[]): ComponentChildren {
  if (list.length === 0) return <span class="quiet">none found</span>;
  return (
    <ul class="plain-list">
      {list.map((cell, place) => (
        <li key={place}>
          <Cell cell={cell} />
        </li>
      ))}
    </ul>
  );
}

function PersonalData({ items }: { readonly items: readonly JsonValue[] }) {
  if (items.length === 0) return <span class="quiet">none found</span>;
  return (
    <ul class="plain-list">
      {items.map((item, place) => (
        <li key={place}>
          <Cell cell={isJsonObject(item) ? item["category"] : undefined} />{" "}
          {isJsonObject(item) && item["special_category"] === true && <span class="mark care">⚠ special category</span>}{" "}
          <code class="quiet">{textsOf(listAt(item, "sources")).join(", ")}</code>
        </li>
      ))}
    </ul>
  );
}

/** Lists items with several cells: one line for each item, its parts by name. */
function Rows({ items, isOpen }: { readonly items: readonly JsonValue[]; readonly isOpen: boolean }) {
  if (items.length === 0)
    return isOpen ? (
      <Cell cell={{ value: null, status: "needs_human" }} />
    ) : (
      <span>none, as the organisation declares</span>
    );
  return (
    <ul class="plain-list">
      {items.map((item, place) => (
        <li key={place}>
          {Object.entries(isJsonObject(item) ? item : {}).map(([what, cell]) => (
            <span key={what} class="part">
              <span class="quiet">{words(what)}</span>{" "}
              {typeof cell === "string" ? <b>{words(cell)}</b> : <Cell cell={cell} />}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
