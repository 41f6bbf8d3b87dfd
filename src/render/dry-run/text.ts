import { listNames } from "../../diagnostics/index.ts";
import {
  type Column,
  formatCount,
  formatDuration,
  formatPercent,
  type Palette,
  plural,
  renderTable,
  safeText,
  textWidth,
  wrapped,
} from "../text/index.ts";
import type { DryRunArtifactRow, DryRunView } from "./view.ts";

export interface DryRunTextOptions {
  readonly palette: Palette;
  readonly ascii: boolean;
  /** Columns that lines must fit; null: a file or a pipe. */
  readonly width: number | null;
  /** Lines about what would be reused, and why the rest would not; none if nothing is to be reused. */
  readonly reuse: readonly string[];
}

/** Renders what `wct run --dry-run` prints. Ends without a newline. */
export function renderDryRun(view: DryRunView, options: DryRunTextOptions): string {
  const blocks = [
    headLines(view, options),
    [
      options.palette.bold("Execution plan"),
      planTable(view, options),
      ...concurrencyLines(view, options),
      ...skippedLines(view, options),
    ],
    view.edges.length === 0 ? [] : [options.palette.bold("Data flow"), ...flowLines(view, options)],
    options.reuse.length === 0 ? [] : [options.palette.bold("Reuse"), ...indented(options.reuse, options)],
    expectedLines(view, options),
    fileLines(view, options),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines(view: DryRunView, options: DryRunTextOptions): readonly string[] {
  const { runbook, artifacts, seed, profile } = view;
  const what = `${options.palette.bold("dry run")} of ${safeText(runbook.path)}: ${plural(artifacts.length, "artifact")}; no component was called and nothing was recorded`;
  return [
    ...wrapped(what, { width: options.width, indent: "  " }),
    ...wrapped(`samples: ${profile}, seed ${seed}; every sample conforms to its schema`, {
      width: options.width,
      indent: "  ",
    }),
  ];
}

/** A column of the plan. If there is little room, columns with less worth are left out first. */
interface PlanColumn extends Column {
  readonly worth: number;
  readonly cell: (row: DryRunArtifactRow) => string;
}

function planColumns({ expected, artifacts }: DryRunView): readonly PlanColumn[] {
  const columns: readonly PlanColumn[] = [
    { title: "step", worth: 5, align: "right", cell: ({ step }) => String(step) },
    { title: "artifact", worth: 5, cell: ({ id }) => id },
    { title: "component", worth: 3, cell: ({ component, method }) => component ?? `(${method})` },
    { title: "elements", worth: 2, align: "right", cell: ({ elements }) => formatCount(elements) },
    { title: "expected", worth: 1, align: "right", cell: ({ expectedMs }) => formatDuration(expectedMs) },
    { title: "reuse", worth: 4, cell: ({ decision }) => decision ?? "-" },
    { title: "schema", worth: 0, cell: ({ schema }) => schema },
  ];
  const isReuse = artifacts.some(({ decision }) => decision !== null);
  return columns.filter(({ title }) => (title !== "expected" || expected !== null) && (title !== "reuse" || isReuse));
}

function planTable(view: DryRunView, { width }: DryRunTextOptions): string {
  const columns = planColumns(view);
  const drawn = (worth: number): string => {
    const shown = columns.filter((column) => column.worth >= worth);
    return renderTable(
      shown,
      view.artifacts.map((row) => shown.map(({ cell }) => cell(row))),
      "  ",
    );
  };
  if (width === null) return drawn(0);
  const fits = (table: string): boolean => table.split("\n").every((line) => textWidth(line) <= width);
  return [0, 1, 2, 3, 4].map(drawn).find(fits) ?? drawn(5);
}

function concurrencyLines({ artifacts, concurrent }: DryRunView, options: DryRunTextOptions): readonly string[] {
  if (artifacts.length === 0) return [];
  const text =
    concurrent < 2
      ? "Artifacts execute one at a time."
      : `Artifacts of one step do not depend on each other. Each artifact starts when its own inputs are complete; up to ${concurrent} execute concurrently.`;
  return indented([text], options);
}

function skippedLines({ notSelected }: DryRunView, options: DryRunTextOptions): readonly string[] {
  if (notSelected.length === 0) return [];
  const text = `Skipped, because ${notSelected.length === 1 ? "it is" : "they are"} not selected: ${listNames(notSelected)}.`;
  return indented([text], options);
}

/** One line for each edge; without the schema where it does not fit. */
function flowLines({ edges }: DryRunView, options: DryRunTextOptions): readonly string[] {
  const arrow = arrowOf(options);
  const rows = edges.map(({ from, to, schema, elements }) => {
    const amount = elements === null ? "-" : plural(elements, "element");
    return [`${from} ${arrow} ${to}`, amount, schema];
  });
  const drawn = (columns: number): readonly string[] => {
    const titles = ["input", "sample", "schema"].slice(0, columns).map((title) => ({ title }));
    return renderTable(
      titles,
      rows.map((row) => row.slice(0, columns)),
      "  ",
    ).split("\n");
  };
  const { width } = options;
  const fits = (lines: readonly string[]): boolean => width === null || lines.every((line) => textWidth(line) <= width);
  return [3, 2].map(drawn).find(fits) ?? drawn(1);
}

function expectedLines({ expected, artifacts }: DryRunView, options: DryRunTextOptions): readonly string[] {
  const { palette, width } = options;
  if (expected === null)
    return artifacts.length === 0 ? [] : indentedLine("No earlier run of this runbook has durations.", options);
  const { runs, totalMs, criticalMs, criticalPath, unknown } = expected;
  const share = totalMs > 0 ? `, ${formatPercent(Math.min(1, criticalMs / totalMs))} of it` : "";
  const arrow = arrowOf(options);
  const path = `  critical path: ${criticalPath.join(` ${arrow} `)} (${formatDuration(criticalMs)}${share})`;
  const known = `  from ${listNames(runs, runs.length).replaceAll('"', "")}`;
  const mean =
    unknown.length === 0
      ? []
      : [`  no duration is known of ${listNames(unknown, 6)}; the mean of the others is assumed`];
  return [
    palette.bold(`Expected duration: ${formatDuration(totalMs)}`),
    ...[...(criticalPath.length === 0 ? [] : [path]), known, ...mean].flatMap((line) =>
      wrapped(line, { width, indent: "    " }),
    ),
  ];
}

const arrowOf = ({ ascii }: DryRunTextOptions): string => (ascii ? "->" : "→");

const indentedLine = (text: string, { width }: DryRunTextOptions): readonly string[] =>
  wrapped(text, { width, indent: "  " });

function fileLines({ files }: DryRunView, { width }: DryRunTextOptions): readonly string[] {
  if (files === null) return [];
  return files.flatMap(({ path }, place) =>
    wrapped(`  ${place === 0 ? "samples" : "       "}  ${safeText(path)}`, { width, indent: "    " }),
  );
}

const indented = (lines: readonly string[], { width }: DryRunTextOptions): readonly string[] =>
  lines.flatMap((line) => wrapped(`  ${line}`, { width, indent: "    " }));
