import { listNames } from "../diagnostics/index.ts";
import type { RunId } from "../domain/index.ts";
import { apiVersion, runHeaderJson } from "./json.ts";
import { type Palette, safeText } from "./paint.ts";
import { command, failureBlock, skipBlock } from "./run-failures.ts";
import { formatCounts, paintStatus } from "./run-list.ts";
import type { ArtifactRow, RunView } from "./run-view.ts";
import type { RunShape } from "./shapes/runs.ts";
import { renderTable } from "./table.ts";
import { formatBytes, formatCount, formatDuration, plural } from "./units.ts";

export interface SummaryOptions {
  /** Of more artifacts, only those that failed or are outputs are in the table; all by default. */
  readonly mostRows?: number;
  /** Also a column of bytes. */
  readonly bytes?: boolean;
  /** As given with --store: the commands that are named need it too. */
  readonly store?: string | undefined;
}

/** What `wct run` prints at its end, and `wct inspect RUN`. Ends without newline. */
export function renderRunSummary(view: RunView, palette: Palette, options: SummaryOptions = {}): string {
  const { run, artifacts } = view;
  const { mostRows = artifacts.length, store = null, bytes = false } = options;
  const blocks = [headLines(view, palette).join("\n")];
  const rows = artifacts.length > mostRows ? telling(view, mostRows) : artifacts;
  if (rows.length > 0) blocks.push(artifactTable(rows, { palette, bytes }));
  if (rows.length < artifacts.length) {
    blocks.push(
      `  ${rows.length} of ${plural(artifacts.length, "artifact")}; all: ${command(`inspect ${run.id}`, store)}`,
    );
  }
  blocks.push(
    reuseLines(artifacts).join("\n"),
    [
      ...failureBlock(artifacts, { palette, run: run.id, store, stopCode: view.cause?.code ?? null }),
      ...skipBlock(view.skips),
    ].join("\n"),
    outputLines(view, mostRows).join("\n"),
  );
  return blocks.filter((block) => block !== "").join("\n\n");
}

function headLines({ run, cause, artifacts }: RunView, palette: Palette): readonly string[] {
  const took = run.durationMs === null ? "" : ` in ${formatDuration(run.durationMs)}`;
  const pending = run.artifacts - (run.counts.completed + run.counts.reused + run.counts.failed + run.counts.skipped);
  const open = pending > 0 ? `, ${plural(pending, "artifact")} not ended` : "";
  const head = `${palette.bold(run.id)}  ${paintStatus(run.status, palette)}${took}   ${formatCounts(run.counts)}${open}`;
  // What an artifact failed with is told below.
  const isTold = cause === null || artifacts.some(({ error }) => error?.code === cause.code);
  return isTold ? [head] : [head, `  ${palette.red(`error[${cause.code}]`)} ${cause.title}`];
}

/** The artifacts that a reader of a large run looks for, in plan order; what failed goes before what was handed over. */
function telling({ artifacts, outputs }: RunView, most: number): readonly ArtifactRow[] {
  const failed = artifacts.filter(({ status }) => status === "failed").map(({ id }) => id);
  const told = new Set([...new Set([...failed, ...outputs.map(({ artifact }) => artifact)])].slice(0, most));
  return artifacts.filter(({ id }) => told.has(id));
}

function outputLines({ outputs }: RunView, most: number): readonly string[] {
  const paths = outputs.length > most ? outputs.slice(0, mostOutputs) : outputs;
  const lines = paths.map(({ path }, i) => `  ${i === 0 ? "outputs" : "       "}  ${safeText(path)}`);
  const more = outputs.length - paths.length;
  return more === 0 ? lines : [...lines, `           and ${formatCount(more)} more`];
}

/** Of more outputs than artifacts in a table; the others stand beside them. */
const mostOutputs = 10;

interface TableStyle {
  readonly palette: Palette;
  readonly bytes: boolean;
}

function artifactTable(rows: readonly ArtifactRow[], { palette, bytes }: TableStyle): string {
  const columns = [
    { title: "artifact" },
    { title: "status" },
    { title: "duration", align: "right" },
    { title: "elements", align: "right" },
    ...(bytes ? [{ title: "bytes", align: "right" } as const] : []),
    { title: "schema" },
  ] as const;
  const cells = rows.map((row) => [
    row.id,
    paintStatus(row.status, palette),
    formatDuration(row.durationMs),
    formatCount(row.elements),
    ...(bytes ? [formatBytes(row.bytes)] : []),
    row.schema ?? "-",
  ]);
  return renderTable(columns, cells, "  ");
}

/** `  reused from run_20251209_143022: "db_schema" and "personal_data"`, a line for each run. */
function reuseLines(rows: readonly ArtifactRow[]): readonly string[] {
  const origins = new Map<RunId, string[]>();
  for (const { id, reused } of rows) {
    if (reused === null) continue;
    const name = reused.artifact === id ? id : `${reused.artifact} as ${id}`;
    const names = origins.get(reused.from);
    if (names === undefined) origins.set(reused.from, [name]);
    else names.push(name);
  }
  return [...origins].map(([run, names]) => `  reused from ${run}: ${listNames(names)}`);
}

/** `{ apiVersion, kind: "Run", ... }`; every key always there. */
export function runJson(view: RunView): RunShape {
  return {
    apiVersion,
    kind: "Run",
    ...runHeaderJson(view.run),
    resumedFrom: view.resumedFrom,
    artifacts: view.artifacts,
    outputs: view.outputs,
  };
}
