import { listNames } from "../diagnostics/index.ts";
import type { ArtifactStatus, Digest, RunId, RunSummary, SchemaRef } from "../domain/index.ts";
import { apiVersion, runHeaderJson } from "./json.ts";
import { type Palette, safeText } from "./paint.ts";
import { formatCounts, paintStatus } from "./run-list.ts";
import { renderTable } from "./table.ts";
import { formatCount, formatDuration, plural } from "./units.ts";

/** One artifact of a run, as tables and JSON show it. */
export interface ArtifactRow {
  readonly id: string;
  readonly status: ArtifactStatus;
  readonly schema: SchemaRef | null;
  readonly durationMs: number | null;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly digest: Digest | null;
  /** Of a failed artifact; code and message are safe to print. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
  /** Of a skipped one: `input-failed because of "db_schema"`. */
  readonly skipped: string | null;
  /** Of a reused one: the run and artifact that it was taken from. */
  readonly reused: { readonly from: RunId; readonly artifact: string } | null;
}

export interface OutputRow {
  readonly artifact: string;
  readonly format: string;
  readonly path: string;
}

export interface RunView {
  readonly run: RunSummary;
  readonly resumedFrom: RunId | null;
  readonly artifacts: readonly ArtifactRow[];
  readonly outputs: readonly OutputRow[];
}

/** What `wct run` prints at its end, and `wct inspect RUN`. Ends without newline. */
export function renderRunSummary(view: RunView, palette: Palette): string {
  const { run } = view;
  const took = run.durationMs === null ? "" : ` in ${formatDuration(run.durationMs)}`;
  const optional = run.counts.optionalFailed > 0 ? `, ${run.counts.optionalFailed} of them optional` : "";
  const pending = run.artifacts - (run.counts.completed + run.counts.reused + run.counts.failed + run.counts.skipped);
  const open = pending > 0 ? `, ${plural(pending, "artifact")} not ended` : "";
  const head = `${palette.bold(run.id)}  ${paintStatus(run.status, palette)}${took}   ${formatCounts(run.counts)}${optional}${open}`;
  const blocks = [head, artifactTable(view.artifacts, palette)];
  const origins = reuseLines(view.artifacts);
  if (origins.length > 0) blocks.push(origins.join("\n"));
  const errors = view.artifacts.flatMap((row) => failureLines(row, palette));
  if (errors.length > 0) blocks.push(errors.join("\n"));
  if (view.outputs.length > 0)
    blocks.push(
      view.outputs.map((output, i) => `  ${i === 0 ? "outputs" : "       "}  ${safeText(output.path)}`).join("\n"),
    );
  return blocks.join("\n\n");
}

function artifactTable(rows: readonly ArtifactRow[], palette: Palette): string {
  const columns = [
    { title: "artifact" },
    { title: "status" },
    { title: "duration", align: "right" },
    { title: "elements", align: "right" },
    { title: "schema" },
  ] as const;
  const cells = rows.map((row) => [
    row.id,
    paintStatus(row.status, palette),
    formatDuration(row.durationMs),
    formatCount(row.elements),
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

function failureLines(row: ArtifactRow, palette: Palette): readonly string[] {
  if (row.skipped !== null) return [`  ${row.id} was skipped: ${row.skipped}`];
  if (row.error === null) return [];
  const hint = row.error.hint === null ? [] : [`    hint: ${safeText(row.error.hint)}`];
  return [`  ${palette.red(`error[${row.error.code}]`)} ${row.id}: ${safeText(row.error.message)}`, ...hint];
}

/** `{ apiVersion, kind: "Run", ... }`; every key always there. */
export function runJson(view: RunView) {
  return {
    apiVersion,
    kind: "Run",
    ...runHeaderJson(view.run),
    resumedFrom: view.resumedFrom,
    artifacts: view.artifacts,
    outputs: view.outputs,
  } as const;
}
