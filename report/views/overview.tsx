import type { ComponentChildren } from "preact";
import { statusOrder, statusStyles } from "../../src/render/graph/status.ts";
import {
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
  formatTimes,
  plural,
} from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import { failureGroups, type Report, warnings } from "../data.ts";
import { Bar } from "../parts/bar.tsx";
import { objectAt } from "../parts/json-read.ts";
import { ArtifactLink, Digest, Facts, words } from "../parts/pieces.tsx";
import { hrefOf } from "../route.ts";

export function Overview() {
  const { report } = usePage();
  return (
    <>
      <Sums report={report} />
      <StatusBar report={report} />
      <div class="columns">
        <Attention report={report} />
        <Categories report={report} />
      </div>
      <h3>The run</h3>
      <RunFacts report={report} />
    </>
  );
}

function Sums({ report }: { readonly report: Report }) {
  const { run, verification } = report;
  const made = run.counts.completed + run.counts.reused;
  const all = report.artifacts.length;
  const findings = report.findings.artifacts.reduce((sum, { total }) => sum + total, 0);
  return (
    <Facts
      large
      facts={[
        {
          what: "artifacts made",
          value: made === all ? formatCount(all) : `${formatCount(made)} of ${formatCount(all)}`,
        },
        { what: "duration", value: formatDuration(run.durationMs) },
        { what: "findings", value: formatCount(findings) },
        { what: "of the record filled", value: completenessOf(report) },
        { what: "record of the run", value: verification.damage.length === 0 ? "✔ intact" : "✖ damaged" },
      ]}
    />
  );
}

function RunFacts({ report: { run, timeline, verification } }: { readonly report: Report }) {
  const { speedUp } = timeline;
  return (
    <Facts
      facts={[
        { what: "runbook", value: <code>{run.runbook.path}</code> },
        { what: "contact", value: run.runbook.contact },
        { what: "started", value: <time>{formatMoment(run.startedAt)}</time> },
        {
          what: "finished",
          value: run.finishedAt === null ? "not finished" : <time>{formatMoment(run.finishedAt)}</time>,
        },
        { what: "speed-up", value: speedUp === null ? null : `${formatTimes(speedUp)} of sequential` },
        { what: "resumed from", value: run.resumedFrom },
        { what: "forked from", value: run.forkedFrom },
        { what: "selected", value: run.selection === null ? null : <code>{run.selection}</code> },
        { what: "cost", value: run.cost.map(({ amount, unit }) => `${amount} ${unit}`).join(", ") },
        { what: "wct", value: run.wct },
        { what: "UUID", value: <code>{run.uuid}</code> },
        { what: "head hash", value: <Digest value={verification.head} /> },
      ]}
    />
  );
}

function completenessOf({ records }: Report): string | null {
  const values = records.flatMap(({ content }) => {
    const completeness = content["completeness"];
    const overall =
      typeof completeness === "object" && completeness !== null && "overall" in completeness
        ? completeness["overall"]
        : null;
    return typeof overall === "number" ? overall : [];
  });
  const [first] = values;
  return first === undefined ? null : formatPercent(first);
}

/** Shows the number of artifacts by status. The widths are to scale; the text contains the numbers. */
function StatusBar({ report }: { readonly report: Report }) {
  const counts = statusOrder
    .map((status) => ({ status, count: report.artifacts.filter((one) => one.status === status).length }))
    .filter(({ count }) => count > 0);
  return (
    <div class="statusbar">
      <div class="stripe" aria-hidden="true">
        {counts.map(({ status, count }) => (
          <span key={status} class={`status-${status}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul>
        {counts.map(({ status, count }) => (
          <li key={status}>
            <a href={hrefOf({ tab: "artifacts", filters: { status } })}>
              {statusStyles[status].symbol} {formatCount(count)} {statusStyles[status].word}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Lists what needs attention. */
function Attention({ report }: { readonly report: Report }) {
  const items = [...damageItems(report), ...failureItems(report), ...warningItems(report), ...judgementItems(report)];
  return (
    <section class="card">
      <h3>Needs attention</h3>
      {items.length === 0 ? (
        <p class="quiet">
          Nothing failed, no component warned of anything, nothing was changed by hand, and the record is whole.
        </p>
      ) : (
        <ul class="attention">
          {items.map((item, place) => (
            <li key={place}>{item}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function damageItems({ verification: { damage } }: Report): readonly ComponentChildren[] {
  if (damage.length === 0) return [];
  return [<a href={hrefOf({ tab: "verification" })}>The record is damaged: {plural(damage.length, "place")}</a>];
}

const mostFailures = 5;
const mostWarnings = 5;

function failureItems(report: Report): readonly ComponentChildren[] {
  const failures = failureGroups(report);
  const left = failures.length - mostFailures;
  return [
    ...failures.slice(0, mostFailures).map(([first, ...more]) => (
      <>
        <ArtifactLink id={first.id} />
        {more.length > 0 && ` and ${plural(more.length, "other")}`} failed: {first.error?.message}
      </>
    )),
    ...(left > 0 ? [<a href={hrefOf({ tab: "errors" })}>and {left} more errors</a>] : []),
  ];
}

/** Lists warnings about data that could not be read, because it is missing from everything below. */
function warningItems(report: Report): readonly ComponentChildren[] {
  const all = warnings(report);
  const left = all.length - mostWarnings;
  return [
    ...all.slice(0, mostWarnings).map(({ artifact, text }) => (
      <>
        <ArtifactLink id={artifact.id} />: {text}
      </>
    )),
    ...(left > 0 ? [<>and {plural(left, "more warning")}, in the logs of the artifacts</>] : []),
  ];
}

/** Lists what a person has to decide, or has changed by hand. */
function judgementItems({ artifacts, findings, records }: Report): readonly ComponentChildren[] {
  const altered = artifacts.filter((one) => one.altered).length;
  const care = findings.rows.filter((row) => row.care !== null).length;
  const gaps = records.reduce((sum, { content }) => sum + listLength(content["gaps"]), 0);
  const careful = hrefOf({ tab: "findings", filters: { care: "yes" } });
  return [
    ...(altered > 0 ? [<>{plural(altered, "artifact")} rest on changes by hand</>] : []),
    ...(care > 0 ? [<a href={careful}>{plural(care, "finding")} need special care</a>] : []),
    ...(gaps > 0 ? [<a href={hrefOf({ tab: "record" })}>{plural(gaps, "gap")} in the record of processing</a>] : []),
  ];
}

const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const mostBars = 10;

/**
 * Counts findings by category from the artifacts' summaries, which include findings that the report omits. Uses the
 * rows if there is no summary.
 */
function categoryCounts({ artifacts, findings }: Report): ReadonlyMap<string, { count: number; care: boolean }> {
  const care = new Set(findings.rows.flatMap((row) => (row.care === null ? [] : row.what)));
  const counts = new Map<string, { count: number; care: boolean }>();
  const add = (what: string, more: number): void => {
    counts.set(what, { count: (counts.get(what)?.count ?? 0) + more, care: care.has(what) });
  };
  for (const { artifact } of findings.artifacts) {
    const one = artifacts.find(({ id }) => id === artifact);
    if (one === undefined || !one.schema.startsWith("personal_data_finding:")) continue;
    const summary = Object.entries(objectAt(one.summary ?? undefined, "by_category"));
    for (const [what, count] of summary) if (typeof count === "number") add(what, count);
    if (summary.length === 0) for (const row of findings.rows) if (row.artifact === artifact) add(row.what, 1);
  }
  return counts;
}

function Categories({ report }: { readonly report: Report }) {
  const counts = categoryCounts(report);
  const bars = [...counts].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
  const most = bars[0]?.[1].count ?? 1;
  if (bars.length === 0) return null;
  return (
    <section class="card">
      <h3>Personal data by category</h3>
      <ul class="bars">
        {bars.slice(0, mostBars).map(([what, { count, care }]) => (
          <li key={what}>
            <a href={hrefOf({ tab: "findings", filters: { kind: "personal_data", what } })}>{words(what)}</a>
            <Bar share={most === 0 ? 0 : count / most} care={care} />
            <span class="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {bars.length > mostBars && (
        <p class="quiet">
          and {bars.length - mostBars} more in <a href={hrefOf({ tab: "findings" })}>all findings</a>
        </p>
      )}
    </section>
  );
}
