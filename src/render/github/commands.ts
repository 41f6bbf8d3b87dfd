import { safeLines, safeText } from "../../diagnostics/index.ts";

/** A place to annotate in the files that a pull request shows. Lines and columns count from 1. */
export interface AnnotationPlace {
  /** Path from the top of the repository, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
  readonly place: AnnotationPlace | null;
}

/** GitHub shows at most this many annotations of each level per step. */
const mostOfLevel = 10;
const longestMessage = 4000;

/** Returns workflow commands, one per line, that GitHub turns into annotations. Empty, or ends with a newline. */
export function renderAnnotations(all: readonly Annotation[]): string {
  const shown = (["error", "warning"] as const).flatMap((level) =>
    all.filter((one) => one.level === level).slice(0, mostOfLevel),
  );
  return shown.map((one) => `${commandLine(one)}\n`).join("");
}

function commandLine({ level, title, message, place }: Annotation): string {
  const properties = [...(place === null ? [] : placeProperties(place)), ["title", safeText(title)] as const]
    .map(([key, value]) => `${key}=${propertyText(value)}`)
    .join(",");
  return `::${level} ${properties}::${dataText(safeLines(message.slice(0, longestMessage)))}`;
}

function placeProperties({ file, line, endLine, column, endColumn }: AnnotationPlace) {
  const lines = [
    ["file", safeText(file)] as const,
    ["line", String(line)] as const,
    ["endLine", String(endLine)] as const,
  ];
  // GitHub rejects columns of an annotation that spans several lines. Its last column is inclusive.
  if (line !== endLine) return lines;
  const last = Math.max(column, endColumn - 1);
  return [...lines, ["col", String(column)] as const, ["endColumn", String(last)] as const];
}

const dataText = (text: string): string => text.replace(/[%\r\n]/g, hex);
const propertyText = (text: string): string => text.replace(/[%\r\n:,]/g, hex);
const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
