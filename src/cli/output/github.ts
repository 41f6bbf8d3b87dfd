import { appendFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Diagnostic, SourceRange } from "../../diagnostics/index.ts";
import { findPath } from "../../files/index.ts";
import { type Annotation, type AnnotationPlace, fitBlocks, renderAnnotations } from "../../render/index.ts";
import type { Io } from "../io.ts";

/** Returns whether the program runs in a job of GitHub Actions. */
export const isOnGithub = ({ env }: Io): boolean => env.get("GITHUB_ACTIONS") === "true";

/**
 * Prints diagnostics as annotations; does nothing outside GitHub Actions. Uses stderr, which never contains data;
 * GitHub reads both.
 */
export async function annotateDiagnostics(io: Io, all: readonly Diagnostic[]): Promise<void> {
  await annotate(
    io,
    all.map(({ severity, code, message, hint, location }) => ({
      level: severity,
      title: code,
      message: hint === undefined ? message : `${message}\nhint: ${hint}`,
      place: placeOf(io, location),
    })),
  );
}

export async function annotate(io: Io, annotations: readonly Annotation[]): Promise<void> {
  if (!isOnGithub(io)) return;
  const lines = renderAnnotations(annotations);
  if (lines !== "") await io.stderr.writeCommands(lines);
}

/**
 * Returns the place to annotate. GitHub identifies files by their path from the top of the repository; others cannot be
 * annotated.
 */
export function placeOf(io: Io, location: SourceRange | undefined): AnnotationPlace | null {
  if (location === undefined || location.file.startsWith("--")) return null;
  const top = io.env.get("GITHUB_WORKSPACE") ?? io.cwd;
  const file = relative(top, resolve(io.cwd, location.file));
  if (file === "" || file.startsWith("..")) return null;
  return { ...location, file: file.split(sep).join("/") };
}

// The limit is 1 MiB per step.
const mostBytes = 1_000_000;

/** Adds Markdown to the job's summary. A failure to write it is reported, and stops nothing. */
export async function addToSummary(io: Io, blocks: readonly string[]): Promise<void> {
  const file = io.env.get("GITHUB_STEP_SUMMARY");
  if (!isOnGithub(io) || file === undefined || file === "") return;
  const found = findPath(file);
  if (found.kind === "other") {
    await io.stderr.write(`the job summary cannot be written: its file ${found.what}\n`);
    return;
  }
  try {
    appendFileSync(file, fitBlocks(blocks, mostBytes - found.bytes));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    await io.stderr.write(`the job summary cannot be written${code}\n`);
  }
}
