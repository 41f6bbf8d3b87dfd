import { formatCount, plural } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import type { Report } from "../data.ts";
import { Digest, Facts } from "../parts/pieces.tsx";
import { Table } from "../parts/table.tsx";

/** Shows the result of verifying the record when the report was made, and how to verify it again. */
export function Verification() {
  const { report } = usePage();
  const { run, verification } = report;
  const { damage, head } = verification;
  return (
    <>
      <Verdict damage={damage} />
      <p>
        The events of the run form a chain of hashes, and every content has its own digest. Checked:{" "}
        {plural(verification.events, "event")} and {plural(verification.objects, "object")}. With the record, you can
        verify that this report was made from it:
      </p>
      <pre class="command">
        wct verify {run.id} --head {head ?? ""}
      </pre>
      <Facts
        facts={[
          { what: "head hash", value: <Digest value={head} /> },
          { what: "runbook", value: <Digest value={run.runbook.digest} /> },
          { what: "plan", value: run.plan === null ? null : <Digest value={run.plan} /> },
          {
            what: "content kept",
            value: run.retain === "all" ? "all" : "derived only: raw content was deleted when the run ended",
          },
        ]}
      />
      <h3>Components</h3>
      <Components report={report} />
    </>
  );
}

function Verdict({ damage }: Pick<Report["verification"], "damage">) {
  if (damage.length === 0) {
    return (
      <p class="verdict good">
        <span aria-hidden="true">✔</span> The record was intact when this report was made.
      </p>
    );
  }
  return (
    <div class="verdict bad" role="alert">
      <p>
        <span aria-hidden="true">✖</span> The record is damaged: {plural(damage.length, "place")}.
      </p>
      <ul>
        {damage.map(({ what, artifact }) => (
          <li key={`${artifact} ${what}`}>
            <b>{artifact ?? "events"}</b>: {what}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Components({ report }: { readonly report: Report }) {
  const madeBy = (type: string): number => report.artifacts.filter((one) => one.component?.type === type).length;
  return (
    <Table
      rows={report.run.components}
      keyOf={({ kind, type }) => `${kind} ${type}`}
      columns={[
        { title: "component", cell: ({ type }) => type },
        { title: "kind", cell: ({ kind }) => kind },
        { title: "version", cell: ({ version }) => version },
        { title: "artifacts", cell: ({ type }) => formatCount(madeBy(type)), isNumber: true },
      ]}
    />
  );
}
