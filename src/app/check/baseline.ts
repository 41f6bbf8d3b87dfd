import { resolve } from "node:path";
import * as z from "zod";
import { isWctError, pathHint, wctError } from "../../diagnostics/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import { FileProblem, isRegularFile, readRegularFile, readStart } from "../../files/index.ts";
import { writePrivateFile } from "../export/index.ts";
import type { Host } from "../host/index.ts";
import { openRun } from "../open/index.ts";
import { shownPath } from "../places/index.ts";
import { readRecord } from "../record/index.ts";
import { type JudgedFinding, judgedFindings } from "./findings.ts";
import type { Judgement } from "./judgement.ts";

/** Findings that are known and accepted. */
export interface Baseline {
  /** The run whose findings these are; null if they come from a file. */
  readonly run: RunSummary | null;
  readonly size: number;
  readonly has: (artifact: string, id: string) => boolean;
}

const format = z.strictObject({
  apiVersion: z.literal("wct/v1"),
  kind: z.literal("Baseline"),
  findings: z.array(z.strictObject({ artifact: z.string(), what: z.string(), id: z.string().min(1) })),
});

/**
 * Reads a file that `--write-baseline` wrote, or the findings of a run; an existing file takes precedence. `previous`
 * means the run before `than`. Throws WCT_CHECK_BASELINE and the errors of finding a run.
 */
export async function readBaseline(
  host: Host,
  reference: string,
  { store: storeOption, than }: { readonly store: string | undefined; readonly than: RunSummary },
): Promise<Baseline> {
  const path = resolve(host.cwd, reference);
  const isJson = /\.json$/i.test(reference);
  if (isJson || (isRegularFile(path) && firstCharacter(path) === "{")) return fromFile(path, reference);
  await using opened = await openRun(host, reference, storeOption, than);
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
  return baselineOf(known, opened.run);
}

function firstCharacter(path: string): string {
  try {
    return readStart(path, 1024).toString("utf8").trimStart().charAt(0);
  } catch {
    return "{";
  }
}

function fromFile(path: string, shown: string): Baseline {
  const invalid = (why: string, cause: unknown, hint = "write it again with `wct check RUN --write-baseline FILE`") =>
    wctError("WCT_CHECK_BASELINE", { message: `baseline "${shown}" ${why}`, hint, cause });
  let text: string;
  try {
    text = readRegularFile(path, mostBytes).toString("utf8");
  } catch (cause) {
    const { what, hint, isAbsent } = FileProblem.of(cause);
    throw isAbsent ? invalid(what, cause, pathHint(shown)) : invalid(what, cause, hint);
  }
  try {
    const { findings } = format.parse(JSON.parse(text));
    return baselineOf(new Set(findings.map(({ artifact, id }) => keyOf(artifact, id))), null);
  } catch (cause) {
    if (isWctError(cause)) throw cause;
    throw invalid("was not written by wct", cause);
  }
}

const mostBytes = 64 * 1024 * 1024;

const keyOf = (artifact: string, id: string): string => `${artifact}\n${id}`;

const baselineOf = (known: ReadonlySet<string>, run: RunSummary | null): Baseline => ({
  run,
  size: known.size,
  has: (artifact, id) => id !== "" && known.has(keyOf(artifact, id)),
});

/**
 * Accepts the findings of a judgement as a baseline. Refuses unless all findings could be read: an incomplete baseline
 * would hide that some were missing. Returns the displayed path of the file. Throws WCT_CHECK_BASELINE.
 */
export function acceptFindings(host: Host, file: string, { answer, findings }: Judgement): string {
  const [lost] = answer.unjudged;
  if (lost === undefined) return writeBaseline(host, file, findings);
  throw wctError("WCT_CHECK_BASELINE", {
    message: `no baseline was written: the findings of "${lost.artifact}" cannot be read: ${lost.why}`,
    hint: "choose a run that completed",
  });
}

/**
 * Writes ids and categories of findings, sorted, one per line, so that a review shows what was accepted. Locations and
 * evidence are left out: file names and columns may identify people, and a baseline is kept for a long time. Throws
 * WCT_CHECK_BASELINE.
 */
function writeBaseline(host: Host, file: string, findings: readonly JudgedFinding[]): string {
  const path = resolve(host.cwd, file);
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
    if (!isWctError(cause)) throw cause;
    throw wctError("WCT_CHECK_BASELINE", {
      message: `baseline ${cause.message}`,
      hint: cause.diagnostics[0]?.hint ?? undefined,
      cause,
    });
  }
  return shownPath(host.cwd, path);
}
