import { listNames } from "../../diagnostics/index.ts";
import type { RunId } from "../../domain/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { RunShape } from "../shapes/index.ts";
import {
  type Column,
  command,
  formatBytes,
  formatCount,
  formatDuration,
  type Invocation,
  type Palette,
  plainInvocation,
  plural,
  renderTable,
  safeText,
  textWidth,
} from "../text/index.ts";
import { failureBlock, skipBlock } from "./failures.ts";
import { formatCounts, paintStatus } from "./list.ts";
import type { ArtifactRow, RunView } from "./view.ts";
import { warningBlock } from "./warnings.ts";

interface SummaryOptions {
  /** In a larger run, the table contains only failed artifacts and outputs; all by default. */
  readonly mostRows?: number;
  /** Adds a column of bytes. */
  readonly bytes?: boolean;
  /** Columns of the terminal, which tables and texts are fitted to; null: a file or a pipe. */
  readonly width?: number | null;
  readonly call?: Invocation;
}

/** Renders what `wct run` prints at its end, and `wct inspect RUN`. Ends without a newline. */
export function renderRunSummary(view: RunView, palette: Palette, options: SummaryOptions = {}): string {
  const { run, artifacts } = view;
  const { mostRows = artifacts.length, call = plainInvocation, bytes = false, width = null } = options;
  const blocks = [headLines(view, palette).join("\n")];
  const rows = artifacts.length > mostRows ? importantRows(view, mostRows) : artifacts;
  if (rows.length > 0) blocks.push(artifactTable(rows, { palette, bytes, width }));
  if (rows.length < artifacts.length) {
    const shown = rows.length === 0 ? "" : `${rows.length} of `;
    blocks.push(`  ${shown}${plural(artifacts.length, "artifact")}; all: ${command(`inspect ${run.id}`, call)}`);
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

function headLines({ run, selection, cause, artifacts }: RunView, palette: Palette): readonly string[] {
  const took = run.durationMs === null ? "" : ` in ${formatDuration(run.durationMs)}`;
  const pending = run.artifacts - (run.counts.completed + run.counts.reused + run.counts.failed + run.counts.skipped);
  const open = pending > 0 ? `, ${plural(pending, "artifact")} not ended` : "";
  const head = `${palette.bold(run.id)}  ${paintStatus(run.status, palette)}${took}   ${formatCounts(run.counts)}${open}`;
  // The failure of an artifact is shown below.
  const isTold = cause === null || artifacts.some(({ error }) => error?.code === cause.code);
  return [
    head,
    ...(selection === null ? [] : [`  selected: ${safeText(selection)}`]),
    ...(isTold ? [] : [`  ${palette.red(`error[${cause.code}]`)} ${cause.title}`]),
  ];
}

/** Returns the important artifacts of a large run, in plan order; failed ones take precedence over outputs. */
function importantRows({ artifacts, outputs }: RunView, most: number): readonly ArtifactRow[] {
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

/** Number of outputs listed if there are more than rows in the table. */
const mostOutputs = 10;

interface TableStyle {
  readonly palette: Palette;
  readonly bytes: boolean;
  readonly width: number | null;
}

/** A column of the table of artifacts. If there is little room, columns with less worth are left out first. */
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

/** Leaves out less important columns in a narrow terminal; a wrapped table would be unreadable. */
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

/** Returns `  reused from run_20251209_143022: "db_schema" and "personal_data"`, one line per run. */
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

/** Returns `{ apiVersion, kind: "Run", ... }`; every key is always present. */
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
