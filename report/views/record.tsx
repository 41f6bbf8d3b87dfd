import type { ComponentChildren } from "preact";
import { isJsonObject, type JsonObject, type JsonValue, termText } from "../../src/domain/index.ts";
import { formatPercent } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import { Bar } from "../parts/bar.tsx";
import { Cell, EmptyCell } from "../parts/cell.tsx";
import { listAt, numberAt, objectAt, textAt, textsOf } from "../parts/json-read.ts";
import { ArtifactLink, Empty, Facts, words } from "../parts/pieces.tsx";
import { Table } from "../parts/table.tsx";
import { Activity } from "./activity.tsx";

/** Shows the record of processing activities, as the run composed it. */
export function Records() {
  const { report } = usePage();
  if (report.records.length === 0) return <Empty>This run has no record of processing.</Empty>;
  return (
    <>
      {report.records.map(({ artifact, content }) => (
        <Record key={artifact} artifact={artifact} content={content} />
      ))}
    </>
  );
}

function Record({ artifact, content }: { readonly artifact: string; readonly content: JsonObject }) {
  const activities = listAt(content, "activities");
  const role = textAt(content, "role");
  return (
    <>
      <p class="quiet">
        Art. 30 GDPR, kept as {role === "both" ? "controller and processor" : role}. Composed by{" "}
        <ArtifactLink id={artifact} />. Every value says how it is known; what nobody could know stays open.
      </p>
      <Completeness content={content} />
      <h3>Who is responsible</h3>
      <div class="parties">
        <Party title={role === "processor" ? "Processor" : "Controller"} party={content["controller"]} />
        <Party title="Data protection officer" party={content["dpo"]} />
        {parties(content, "joint_controllers", "Joint controller")}
        {parties(content, "representatives", "Representative")}
        {parties(content, "acting_for", "On behalf of")}
      </div>
      <EmptyParties content={content} />
      <h3>Activities ({activities.length})</h3>
      {activities.length === 0 && <Empty>No activity is recorded.</Empty>}
      {activities.map((activity, place) => (
        <Activity key={textAt(activity, "id") || place} activity={activity} gaps={listAt(content, "gaps")} />
      ))}
      <Unassigned items={listAt(content, "unassigned")} />
      <Gaps gaps={listAt(content, "gaps")} />
      <Limits notices={listAt(objectAt(content, "limits"), "notices")} />
    </>
  );
}

const items: Readonly<Record<string, string>> = {
  "30(1)(a)": "who is responsible",
  "30(1)(b)": "purposes",
  "30(1)(c)": "people and data",
  "30(1)(d)": "recipients",
  "30(1)(e)": "transfers",
  "30(1)(f)": "time limits",
  "30(1)(g)": "security",
  "30(2)(a)": "who it acts for",
  "30(2)(b)": "processing",
  "30(2)(c)": "transfers",
  "30(2)(d)": "security",
};

function Completeness({ content }: { readonly content: JsonObject }) {
  const completeness = objectAt(content, "completeness");
  const byItem = Object.entries(objectAt(completeness, "by_item")).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section class="card completeness">
      <Facts
        large
        facts={[
          { what: "of applicable entries filled", value: formatPercent(numberAt(completeness, "overall")) },
          { what: "activities", value: listAt(content, "activities").length },
          { what: "gaps", value: listAt(content, "gaps").length },
          { what: "categories not covered by any activity", value: listAt(content, "unassigned").length },
        ]}
      />
      <ul class="bars">
        {byItem.map(([item, counts]) => {
          const [filled, applicable] = [numberAt(counts, "filled"), numberAt(counts, "applicable")];
          return (
            <li key={item}>
              <span>
                {item} <span class="quiet">{items[item]}</span>
              </span>
              <Bar share={applicable === 0 ? 0 : filled / applicable} />
              <span class="number">
                {filled} of {applicable}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const parties = (content: JsonObject, key: string, title: string): ComponentChildren =>
  listAt(content, key).map((party, place) => <Party key={place} title={title} party={party} />);

function Party({ title, party }: { readonly title: string; readonly party: JsonValue | undefined }) {
  if (!isJsonObject(party)) return null;
  return (
    <section class="card">
      <h4>{title}</h4>
      <Facts
        facts={Object.entries(party).map(([what, cell]) => ({ what: words(what), value: <Cell cell={cell} /> }))}
      />
    </section>
  );
}

/** Says of which parties there are none, and of which nobody said anything. A controller acts for nobody. */
function EmptyParties({ content }: { readonly content: JsonObject }) {
  const empty = objectAt(content, "empty_lists");
  const asked = ["joint_controllers", "representatives", ...(content["role"] === "controller" ? [] : ["acting_for"])];
  const facts = asked
    .filter((key) => isJsonObject(empty[key]))
    .map((key) => ({ what: words(key), value: <EmptyCell cell={empty[key]} /> }));
  return facts.length === 0 ? null : <Facts facts={facts} />;
}

function Unassigned({ items: unassigned }: { readonly items: readonly JsonValue[] }) {
  if (unassigned.length === 0) return null;
  return (
    <>
      <h3>Personal data not covered by any activity ({unassigned.length})</h3>
      <Table
        rows={unassigned}
        keyOf={(one) => textAt(one, "category")}
        columns={[
          { title: "category", cell: (one) => <Category of={one} /> },
          { title: "location", cell: (one) => <code>{textsOf(listAt(one, "sources")).join(", ")}</code> },
        ]}
      />
    </>
  );
}

function Category({ of: one }: { readonly of: JsonValue }) {
  const isSpecial = isJsonObject(one) && one["special_category"] === true;
  return (
    <>
      <b>{termText(textAt(one, "category"))}</b> {isSpecial && <span class="mark care">⚠ special category</span>}
    </>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly JsonValue[] }) {
  if (gaps.length === 0) return null;
  return (
    <>
      <h3>Gaps ({gaps.length})</h3>
      <Table
        rows={gaps}
        keyOf={(_, place) => place}
        columns={[
          { title: "item", cell: (gap) => textAt(gap, "item"), isUnbroken: true },
          { title: "activity", cell: (gap) => words(textAt(gap, "activity")) },
          { title: "missing", cell: (gap) => textAt(gap, "message") },
          { title: "how to fill", cell: (gap) => textAt(gap, "how_to_fill") },
        ]}
      />
    </>
  );
}

function Limits({ notices }: { readonly notices: readonly JsonValue[] }) {
  if (notices.length === 0) return null;
  return (
    <>
      <h3>Not read</h3>
      <ul>
        {notices.map((notice, place) => (
          <li key={place}>
            <code>{textAt(notice, "what")}</code>: {textAt(notice, "reason")}
            {numberAt(notice, "total") > 0 && (
              <span class="quiet">
                {" "}
                ({numberAt(notice, "read")} of {numberAt(notice, "total")})
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
