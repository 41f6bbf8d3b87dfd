import { listNames } from "../diagnostics/index.ts";
import type { RunId } from "../domain/index.ts";
import { type Call, command, plainCall } from "./call.ts";
import { apiVersion, runHeaderJson } from "./json.ts";
import { type Palette, safeText } from "./paint.ts";
import { failureBlock, skipBlock } from "./run-failures.ts";
import { formatCounts, paintStatus } from "./run-list.ts";
import type { ArtifactRow, RunView } from "./run-view.ts";
import { warningBlock } from "./run-warnings.ts";
import type { RunShape } from "./shapes/runs.ts";
import { type Column, renderTable, textWidth } from "./table.ts";
import { formatBytes, formatCount, formatDuration, plural } from "./units.ts";

export interface SummaryOptions {
  /** Of more artifacts, only those that failed or are outputs are in the table; all by default. */
  readonly mostRows?: number;
  /** Also a column of bytes. */
  readonly bytes?: boolean;
  /** Columns of the terminal, which tables and texts are fitted to; none: a file or a pipe. */
  readonly width?: number | null;
  readonly call?: Call;
}

/** What `wct run` prints at its end, and `wct inspect RUN`. Ends without newline. */
export function renderRunSummary(view: RunView, palette: Palette, options: SummaryOptions = {}): string {
  const { run, artifacts } = view;
  const { mostRows = artifacts.length, call = plainCall, bytes = false, width = null } = options;
  const blocks = [headLines(view, palette).join("\n")];
  const rows = artifacts.length > mostRows ? telling(view, mostRows) : artifacts;
  if (rows.length > 0) blocks.push(artifactTable(rows, { palette, bytes, width }));
  if (rows.length < artifacts.length) {
    blocks.push(
      `  ${rows.length} of ${plural(artifacts.length, "artifact")}; all: ${command(`inspect ${run.id}`, call)}`,
    );
  }
  blocks.push(
    reuseLines(artifacts).join("\n"),
    [
      ...failureBlock(artifacts, { palette, run: run.id, call, stopCode: view.cause?.code ?? null }),
      ...skipBlock(view.skips),
    ].join("\n"),
    warningBlock(view, { palette, call, width }).join("\n"),
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
  readonly width: number | null;
}

/** A column of the table of artifacts. The dearer, the longer it stays where there is little room. */
interface ArtifactColumn extends Column {
  readonly worth: number;
  readonly cell: (row: ArtifactRow) => string;
}

function artifactColumns({ palette, bytes }: TableStyle): readonly ArtifactColumn[] {
  return [
    { title: "artifact", worth: 5, cell: ({ id }) => id },
    { title: "status", worth: 4, cell: ({ status }) => paintStatus(status, palette) },
    { title: "duration", worth: 3, align: "right", cell: ({ durationMs }) => formatDuration(durationMs) },
    { title: "elements", worth: 2, align: "right", cell: ({ elements }) => formatCount(elements) },
    ...(bytes
      ? [{ title: "bytes", worth: 1, align: "right", cell: (row: ArtifactRow) => formatBytes(row.bytes) } as const]
      : []),
    { title: "schema", worth: 0, cell: ({ schema }) => schema ?? "-" },
  ];
}

/** In a narrow terminal without the columns that can best be done without; a wrapped table is none. */
function artifactTable(rows: readonly ArtifactRow[], style: TableStyle): string {
  const columns = artifactColumns(style);
  const drawn = (worth: number): string => {
    const shown = columns.filter((column) => column.worth >= worth);
    const cells = rows.map((row) => shown.map(({ cell }) => cell(row)));
    return renderTable(shown, cells, "  ");
  };
  const { width } = style;
  if (width === null) return drawn(0);
  const fits = (table: string): boolean => table.split("\n").every((line) => textWidth(line) <= width);
  return [0, 1, 2, 3].map(drawn).find(fits) ?? drawn(4);
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
    warnings: view.warnings,
  };
}
