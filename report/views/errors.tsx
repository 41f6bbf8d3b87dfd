import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatCount, plural } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import { failureGroups, type Report } from "../data.ts";
import { ErrorBlock } from "../parts/error-block.tsx";
import { Log } from "../parts/log.tsx";
import { ArtifactLink, Empty } from "../parts/pieces.tsx";
import { Table } from "../parts/table.tsx";
import { hrefOf } from "../route.ts";

const mostNotes = 10;

/** Shows which artifacts failed and why, and which were skipped as a result. */
export function Errors() {
  const { report } = usePage();
  const failed = report.artifacts.filter(({ error }) => error !== null);
  const skipped = report.artifacts.filter((one) => one.skipped !== null);
  // The run's cause is not repeated if it is the error of an artifact below.
  const cause = failed.some(({ error }) => error?.code === report.run.cause?.["code"]) ? null : causeOf(report);
  if (failed.length === 0 && skipped.length === 0 && cause === null)
    return <Empty>✔ Nothing failed in this run.</Empty>;
  return (
    <>
      {cause !== null && <p class="notice">{cause}</p>}
      {failureGroups(report).map((group) => (
        <Failed key={group[0].id} group={group} report={report} />
      ))}
      {skipped.length > 0 && <Skipped artifacts={skipped} />}
    </>
  );
}

/** Returns why the run ended as it did, if the cause is not the failure of an artifact. */
function causeOf({ run, codes }: Report): string | null {
  const { cause, status } = run;
  if (status === "interrupted")
    return "The process ended before the run did; the record contains everything up to that point.";
  const code = cause?.["code"];
  if (typeof code !== "string") return null;
  const known = codes[code];
  return known === undefined ? code : `${code}: ${known.title}. ${known.cause} ${known.fix}`;
}

interface FailedProps {
  readonly group: readonly [ReportArtifact, ...ReportArtifact[]];
  readonly report: Report;
}

function Failed({ group, report }: FailedProps) {
  const [first] = group;
  const { error, notes } = first;
  const ids = new Set<string>(group.map(({ id }) => id));
  const hit = report.artifacts.filter(({ skipped }) => skipped !== null && ids.has(skipped.chain[0] ?? "")).length;
  const inputs = [...new Set(group.flatMap((one) => one.inputs.map(({ artifact }) => artifact)))];
  return (
    <article class="failed">
      <h3>
        <Links ids={[...ids]} />
        {error?.optional && <span class="mark">optional: the run continued without it</span>}
      </h3>
      <ErrorBlock artifact={first} />
      {inputs.length > 0 && (
        <p class="quiet">
          {ids.size === 1 ? "Its inputs: " : "Their inputs: "}
          <Links ids={inputs} />
        </p>
      )}
      {hit > 0 && (
        <p class="quiet">
          {plural(hit, "artifact")} skipped because of {ids.size === 1 ? "it" : "them"}.
        </p>
      )}
      {notes.length > 0 && (
        <details>
          <summary>last lines of its log</summary>
          <Log notes={notes.slice(-mostNotes)} />
        </details>
      )}
    </article>
  );
}

const mostNamed = 10;

function Links({ ids }: { readonly ids: readonly string[] }) {
  return (
    <>
      {ids.slice(0, mostNamed).map((id, place) => (
        <span key={id}>
          {place > 0 && ", "}
          <ArtifactLink id={id} />
        </span>
      ))}
      {ids.length > mostNamed && ` and ${formatCount(ids.length - mostNamed)} more`}
    </>
  );
}

const mostSkipped = 60;

function Skipped({ artifacts }: { readonly artifacts: readonly ReportArtifact[] }) {
  const more = formatCount(artifacts.length - mostSkipped);
  return (
    <>
      <h3>Skipped</h3>
      <Table
        rows={artifacts.slice(0, mostSkipped)}
        keyOf={({ id }) => id}
        columns={[
          { title: "artifact", cell: ({ id }) => <ArtifactLink id={id} /> },
          { title: "reason", cell: ({ skipped }) => skipped?.reason },
          { title: "because of", cell: ({ skipped }) => <Chain ids={skipped?.chain.slice(0, -1) ?? []} /> },
        ]}
      />
      {artifacts.length > mostSkipped && (
        <p>
          and <a href={hrefOf({ tab: "artifacts", filters: { status: "skipped" } })}>{more} more</a>
        </p>
      )}
    </>
  );
}

function Chain({ ids }: { readonly ids: readonly string[] }) {
  return (
    <>
      {ids.map((id, place) => (
        <span key={id}>
          {place > 0 && " → "}
          <ArtifactLink id={id} />
        </span>
      ))}
    </>
  );
}
