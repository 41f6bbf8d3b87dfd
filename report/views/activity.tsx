import type { ComponentChildren } from "preact";
import { declaredTermText, isJsonObject, type JsonObject, type JsonValue } from "../../src/domain/index.ts";
import { Cell, type CellReading, EmptyCell } from "../parts/cell.tsx";
import { listAt, textAt, textsOf } from "../parts/json-read.ts";
import { Facts, words } from "../parts/pieces.tsx";

interface ActivityProps {
  readonly activity: JsonValue;
  readonly gaps: readonly JsonValue[];
}

/** Shows one activity of the record. */
export function Activity({ activity, gaps }: ActivityProps) {
  const part = (key: string): JsonValue | undefined => (isJsonObject(activity) ? activity[key] : undefined);
  const name = part("name");
  const why = emptiness({ activity, gaps });
  const rows = (key: string, ...items: readonly string[]): ComponentChildren => (
    <Rows items={listAt(activity, key)} empty={why(key, ...items)} />
  );
  const terms = (key: string): ComponentChildren => <Terms list={listAt(activity, key)} empty={why(key)} />;
  return (
    <article class="card activity">
      <h4>{textAt(name, "value") || words(textAt(activity, "id"))}</h4>
      <Facts
        facts={[
          { what: "role", value: textAt(activity, "role") },
          { what: "purposes", value: terms("purposes") },
          ...(part("acting_for") === undefined
            ? []
            : [{ what: "on behalf of", value: <Cell cell={part("acting_for")} /> }]),
          { what: "lawful basis", value: <Cell cell={part("lawful_basis")} /> },
          { what: "people", value: terms("data_subjects") },
          {
            what: "personal data",
            value: <PersonalData items={listAt(activity, "personal_data")} empty={why("personal_data")} />,
          },
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

/**
 * Returns what tells why a list is empty. A record of an earlier version does not say it: there a list whose items have
 * no gap was declared to be empty.
 */
function emptiness({ activity, gaps }: ActivityProps): (key: string, ...items: readonly string[]) => ComponentChildren {
  const told = isJsonObject(activity) ? activity["empty_lists"] : undefined;
  const own = gaps.filter((gap) => textAt(gap, "activity") === textAt(activity, "id"));
  const open = new Set(own.map((gap) => textAt(gap, "item")));
  return (key, ...items) => {
    if (isJsonObject(told)) return <EmptyCell cell={told[key]} />;
    return <EmptyCell cell={items.length === 0 ? undefined : untold(items.some((item) => open.has(item)))} />;
  };
}

const untold = (isOpen: boolean): JsonObject =>
  isOpen ? { value: null, status: "needs_human" } : { value: "none", status: "provided" };

interface ListProps {
  readonly list: readonly JsonValue[];
  readonly empty: ComponentChildren;
}

function Terms({ list, empty }: ListProps) {
  if (list.length === 0) return <>{empty}</>;
  return (
    <ul class="plain-list">
      {list.map((cell, place) => (
        <li key={place}>
          <Cell cell={cell} reading="term" />
        </li>
      ))}
    </ul>
  );
}

interface RowsProps {
  readonly items: readonly JsonValue[];
  readonly empty: ComponentChildren;
}

function PersonalData({ items, empty }: RowsProps) {
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul class="plain-list">
      {items.map((item, place) => (
        <li key={place}>
          <Cell cell={isJsonObject(item) ? item["category"] : undefined} reading="term" />{" "}
          {isJsonObject(item) && item["special_category"] === true && <span class="mark care">⚠ special category</span>}{" "}
          <code class="quiet">{textsOf(listAt(item, "sources")).join(", ")}</code>
        </li>
      ))}
    </ul>
  );
}

/** Lists items with several cells: one line for each item, its parts by name. */
function Rows({ items, empty }: RowsProps) {
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul class="plain-list">
      {items.map((item, place) => (
        <li key={place}>
          {Object.entries(isJsonObject(item) ? item : {}).map(([what, cell]) => (
            <span key={what} class="part">
              <span class="quiet">{words(what)}</span>{" "}
              {typeof cell === "string" ? (
                <b>{declaredTermText(cell)}</b>
              ) : (
                <Cell cell={cell} reading={readingOf(what, item)} />
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The kind of a measure and the mechanism of a transfer are terms; names, bases and contracts are words of people. */
function readingOf(what: string, item: JsonValue): CellReading {
  if (what === "period") return "period";
  const isMeasure = what === "kind" && isJsonObject(item) && "description" in item;
  return isMeasure || what === "mechanism" ? "term" : "text";
}
