import type { ArtifactId, Digest, JsonObject, RunSummary } from "../../src/domain/index.ts";
import {
  drawingOf,
  pictureOf,
  type ReportApp,
  type ReportContent,
  type ReportData,
  type ReportReading,
  renderGraphSvg,
  renderReportHtml,
  reportData,
} from "../../src/render/index.ts";
import { findingRow, overlay, timeline } from "../../src/run/index.ts";
import { type MadeUp, type MadeUpRun, madeUpRun } from "../../src/testing/runs/recorded-run.ts";

export interface Extras {
  readonly content?: (id: ArtifactId, place: number) => ReportContent;
  readonly findings?: number;
  readonly record?: JsonObject;
  /** In the place of all of the above. */
  readonly reading?: ReportReading;
}

/** A report's data over a made-up run. */
export function reportOf({ plan, state }: MadeUpRun, extras: Extras = {}): ReportData {
  const { started } = state;
  const ids = plan.artifacts.map(({ id }) => id);
  const run = {
    id: state.run!,
    uuid: started?.uuid ?? "",
    mode: "run",
    status: state.status,
    runbook: { name: plan.runbook.name, path: plan.runbook.path },
    startedAt: "2025-12-09T14:30:22.000Z",
    finishedAt: state.finished === null ? null : "2025-12-09T14:31:07.200Z",
    durationMs: state.finished === null ? null : state.t / 1e6,
    artifacts: plan.artifacts.length,
    counts: state.counts,
    events: state.seq,
    head: "ab".repeat(32) as Digest,
  } as const satisfies RunSummary;
  return reportData({
    wct: "0.1.0",
    run,
    plan,
    state,
    timeline: timeline(plan, state),
    verification: { events: state.seq, objects: plan.artifacts.length + 2, head: run.head, damage: [] },
    ...(extras.reading ?? readingOf(ids, extras)),
  });
}

function readingOf(ids: readonly ArtifactId[], extras: Extras): ReportReading {
  const rows = Array.from({ length: extras.findings ?? 0 }, (_, place) =>
    findingRow(ids[place % ids.length]!, "personal_data_finding:1.0.0", madeUpFinding(place)),
  );
  return {
    contents: new Map(ids.map((id, place) => [id, extras.content?.(id, place) ?? { state: "none" }])),
    findings: rows.length === 0 ? [] : [{ artifact: ids[0]!, total: rows.length + 500, rows }],
    records: extras.record === undefined ? [] : [{ artifact: ids.at(-1)!, content: extras.record }],
  };
}

export function madeUpFinding(place: number): JsonObject {
  const category = ["email", "phone", "name", "health"][place % 4]!;
  return {
    id: place.toString(16).padStart(32, "0"),
    category,
    special_category: category === "health",
    rule: `${category}-column`,
    score: 0.7,
    confidence: ["low", "medium", "high"][place % 3]!,
    locator: { kind: "column", database: "shop", table: `table_${place % 50}`, column: `${category}_${place}` },
    matches: { count: place, distinct: place, sample: 100, share: 0.5 },
    evidence: [{ text: "a***@e***.org" }, { text: "b***@e***.org", context: "mail b***@e***.org soon" }],
    explain: { base: 0.5, signals: [`column:${category}`, "values"], vetoes: [] },
  };
}

/** The page of a report, with the drawing of its run. */
export function pageOf(run: MadeUpRun, data: ReportData, app: ReportApp): string {
  const drawing = { ...drawingOf(overlay(run.plan, run.state)), title: "", run: null };
  const options = { direction: null, schemas: false, grouping: "auto" } as const;
  return renderReportHtml(data, renderGraphSvg(pictureOf(drawing, options, null), options), app);
}

/** One artifact of each end, with names that try to be markup. */
export function smallRun(): MadeUpRun {
  return madeUpRun(
    [
      { id: "crm", name: "</script><script>window.hacked=1</script>", start: 0, seconds: 4 },
      { id: "mail", name: "<img src=x onerror='window.hacked=1'>", start: 0, seconds: 2, ends: "failed" },
      { id: "orders", name: "naïve 数据 \u202ereversed", start: null, ends: "reused" },
      { id: "personal_data", inputs: ["crm", "orders"], start: 4, seconds: 3 },
      { id: "subjects", inputs: ["mail"], start: null, ends: "skipped" },
      { id: "record", inputs: ["personal_data"], start: 7, seconds: 1 },
    ],
    9,
    "Shop </title><script>window.hacked=1</script>",
  );
}

/** A run of many artifacts, in layers of 25 that each take two of the layer before. */
export function largeRun(count: number): MadeUpRun {
  const width = 25;
  const artifacts = Array.from({ length: count }, (_, place): MadeUp => {
    const [layer, lane] = [Math.floor(place / width), place % width];
    const inputs =
      layer === 0 ? [] : [...new Set([lane, (lane + 1) % width])].map((one) => `artifact_${(layer - 1) * width + one}`);
    return {
      id: `artifact_${place}`,
      name: `Step ${place}`,
      inputs,
      start: layer * 3,
      seconds: 1 + ((place * 7) % 20) / 10,
    };
  });
  return madeUpRun(artifacts, Math.ceil(count / width) * 3 + 1, "A large run");
}

/** As much content as a report of so many artifacts takes along. */
export const someContent = (id: ArtifactId, place: number): ReportContent => ({
  state: "shown",
  stream: "items",
  elements: [madeUpFinding(place), madeUpFinding(place + 1)],
  total: 1200,
  rest: { name: id, summary: { items: 1200 } },
  isCut: false,
});
