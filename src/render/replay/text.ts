import type { JsonValue } from "../../domain/index.ts";
import { type Column, cutTo, type Palette, renderTable, safeText, textWidth, wrapped } from "../text/index.ts";
import { countVerdicts } from "./counts.ts";
import type { DifferingValue, ReplayDifference, ReplayVerification, VerifiedArtifact } from "./view.ts";

export interface ReplayVerificationStyle {
  readonly palette: Palette;
  /** Columns that lines must fit; null: a file or a pipe. */
  readonly width: number | null;
}

/** Renders what `wct replay --verify` prints. Ends without a newline. */
export function renderReplayVerification(verification: ReplayVerification, style: ReplayVerificationStyle): string {
  const { artifacts, hasValues } = verification;
  const table = renderTable(
    columns,
    artifacts.map((row) => columns.map(({ cell }) => cell(row, style))),
    "  ",
  );
  const [title = "", ...rows] = table.split("\n");
  const indent = " ".repeat(Math.max(0, textWidth(title) - textWidth("details")));
  const lines = rows.flatMap((row, place) => [
    ...wrapped(row, { width: style.width, indent }),
    ...valueLines(artifacts[place]?.difference ?? null, hasValues, style),
  ]);
  return [...wrapped(headline(verification, style), { width: style.width, indent: "  " }), "", title, ...lines].join(
    "\n",
  );
}

function headline(verification: ReplayVerification, { palette }: ReplayVerificationStyle): string {
  const { same, different, notVerifiable } = countVerdicts(verification);
  const parts = [`${same} same`, `${different} different`, `${notVerifiable} not verifiable`];
  return `${palette.bold(verification.run.id)}  made again from the record: ${parts.join(", ")}`;
}

interface VerdictColumn extends Column {
  readonly cell: (row: VerifiedArtifact, style: ReplayVerificationStyle) => string;
}

const columns: readonly VerdictColumn[] = [
  { title: "artifact", cell: ({ id }) => id },
  { title: "result", cell: verdictText },
  { title: "details", cell: (row) => detailText(row) },
];

function verdictText({ status }: VerifiedArtifact, { palette }: ReplayVerificationStyle): string {
  switch (status) {
    case "same":
      return palette.green("same");
    case "different":
      return palette.red("different");
    case "not-verifiable":
      return palette.yellow("not verifiable");
  }
}

function detailText({ status, difference, reason, isCodeChanged }: VerifiedArtifact): string {
  const what = difference === null ? (reason?.text ?? "") : differenceText(difference);
  const code = isCodeChanged && status !== "not-verifiable" ? "the plugin's files changed since the run" : "";
  return [safeText(what), code].filter((part) => part !== "").join("; ");
}

function differenceText({ path, recorded, actual }: ReplayDifference): string {
  if (recorded.type === actual.type) return `at ${path}: another ${recorded.type}`;
  return `at ${path}: ${recorded.type} in the record, ${actual.type} now`;
}

/** A longer value would hide where it differs from the other one. */
const mostCharacters = 200;

function valueLines(
  difference: ReplayDifference | null,
  hasValues: boolean,
  { palette, width }: ReplayVerificationStyle,
): readonly string[] {
  if (difference === null || !hasValues) return [];
  const most = Math.min(mostCharacters, (width ?? mostCharacters) - 14);
  const line = (title: string, { type, value }: DifferingValue): string =>
    `    ${title}  ${type === "absent" ? palette.faint("nothing") : cutTo(safeText(textOf(value)), most, "…")}`;
  return [line("recorded", difference.recorded), line("now     ", difference.actual)];
}

const textOf = (value: JsonValue | null): string => JSON.stringify(value);
