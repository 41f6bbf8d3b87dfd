import { safeText } from "../paint.ts";

/** A place to mark in the files that a pull request shows. Lines and columns count from 1. */
export interface AnnotationPlace {
  /** From the top of the repository, with forward slashes. */
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

/** GitHub shows as many of each level for a step. */
const mostOfLevel = 10;
const longestMessage = 4000;

/** Workflow commands, a line each, that GitHub turns into annotations. Empty, or ends with a newline. */
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
  return `::${level} ${properties}::${dataText(message.slice(0, longestMessage).toWellFormed())}`;
}

function placeProperties({ file, line, endLine, column, endColumn }: AnnotationPlace) {
  const lines = [["file", file] as const, ["line", String(line)] as const, ["endLine", String(endLine)] as const];
  // GitHub refuses columns of an annotation that goes over several lines. Its last column is inclusive.
  if (line !== endLine) return lines;
  const last = Math.max(column, endColumn - 1);
  return [...lines, ["col", String(column)] as const, ["endColumn", String(last)] as const];
}

const dataText = (text: string): string => text.replace(/[%\r\n]/g, hex);
const propertyText = (text: string): string => text.replace(/[%\r\n:,]/g, hex);
const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
