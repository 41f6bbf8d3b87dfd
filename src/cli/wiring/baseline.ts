import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";
import { shownPath } from "./files.ts";
import { type JudgedFinding, judgedFindings } from "./findings.ts";
import { writePrivateFile } from "./private-file.ts";
import { readRecord } from "./record.ts";
import { openRun } from "./run-reference.ts";

/** Findings that are known and accepted. */
export interface Baseline {
  readonly size: number;
  readonly has: (artifact: string, id: string) => boolean;
}

const format = z.strictObject({
  apiVersion: z.literal("wct/v1"),
  kind: z.literal("Baseline"),
  findings: z.array(z.strictObject({ artifact: z.string(), what: z.string(), id: z.string().min(1) })),
});

/**
 * A file that `--write-baseline` wrote, or the findings of a run; an existing file wins. Throws WCT_CHECK_BASELINE and
 * what looking for a run throws.
 */
export async function readBaseline(io: Io, reference: string, storeOption: string | undefined): Promise<Baseline> {
  const path = resolve(io.cwd, reference);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  const isJson = /\.json$/i.test(reference);
  if (isJson || (isFile && readStart(path) === "{")) return fromFile(path, reference);
  await using opened = await openRun(io, reference, storeOption);
  const known = new Set<string>();
  const record = await readRecord(opened.store, opened.run);
  const { unjudged } = await judgedFindings(opened.store, record, (one) => {
    if (one.id !== "") known.add(keyOf(one.artifact, one.id));
  });
  const [lost] = unjudged;
  if (lost !== undefined) {
    throw wctError("WCT_CHECK_BASELINE", {
      message: `the findings of "${lost.artifact}" in ${opened.run.id} cannot be read: ${lost.why}`,
      hint: "choose another run, or a file that --write-baseline wrote",
    });
  }
  return baselineOf(known);
}

function readStart(path: string): string {
  try {
    return readFileSync(path, "utf8").trimStart().charAt(0);
  } catch {
    return "{";
  }
}

function fromFile(path: string, shown: string): Baseline {
  const invalid = (why: string, cause: unknown) =>
    wctError("WCT_CHECK_BASELINE", {
      message: `baseline "${shown}" ${why}`,
      hint: "write it anew with `wct check RUN --write-baseline FILE`",
      cause,
    });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw invalid("cannot be read", cause);
  }
  try {
    const { findings } = format.parse(JSON.parse(text));
    return baselineOf(new Set(findings.map(({ artifact, id }) => keyOf(artifact, id))));
  } catch (cause) {
    if (isWctError(cause)) throw cause;
    throw invalid("is not one that wct wrote", cause);
  }
}

const keyOf = (artifact: string, id: string): string => `${artifact}\n${id}`;

const baselineOf = (known: ReadonlySet<string>): Baseline => ({
  size: known.size,
  has: (artifact, id) => id !== "" && known.has(keyOf(artifact, id)),
});

/**
 * Writes ids and categories of findings, sorted, a line each, so that a review shows what was accepted. Neither places
 * nor evidence: file names and columns may tell of people, and a baseline is kept for long. Throws WCT_CHECK_BASELINE.
 */
export function writeBaseline(io: Io, file: string, findings: readonly JudgedFinding[]): string {
  const path = resolve(io.cwd, file);
  const keys = findings
    .filter(({ id }) => id !== "")
    .map(({ artifact, what, id }) => JSON.stringify({ artifact, what, id }));
  const lines = [...new Set(keys)].sort().map((line) => `    ${line}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  try {
    writePrivateFile({ path, shown: file }, [
      `{\n  "apiVersion": "wct/v1",\n  "kind": "Baseline",\n  "findings": ${list}\n}\n`,
    ]);
  } catch (cause) {
    throw wctError("WCT_CHECK_BASELINE", {
      message: `baseline "${file}" cannot be written`,
      hint: "choose another file",
      cause,
    });
  }
  return shownPath(io.cwd, path);
}
