import { resolve } from "node:path";
import { pathHint, wctError } from "../../diagnostics/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import { FileProblem, isRegularFile, readRegularFile, readStart } from "../../files/index.ts";
import { type BaselineEntry, identityOf, isRepeated } from "../../run/index.ts";
import { judgedFindings } from "../findings/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenRun, openRun } from "../open/index.ts";
import { readRecord } from "../record/index.ts";
import { parseBaseline } from "./baseline-format.ts";

/** Findings that are known, with the decisions about them. */
export interface Baseline {
  /** The run whose findings these are; null if they come from a file. */
  readonly run: RunSummary | null;
  readonly entries: readonly BaselineEntry[];
}

/**
 * Reads a baseline file, or the findings of a run; an existing file takes precedence. `previous` means the run before
 * `than`. Throws WCT_CHECK_BASELINE and the errors of finding a run.
 */
export async function readBaseline(
  host: Host,
  reference: string,
  { store: storeOption, than }: { readonly store: string | undefined; readonly than: RunSummary },
): Promise<Baseline> {
  const path = resolve(host.cwd, reference);
  const isJson = /\.json$/i.test(reference);
  if (isJson || (isRegularFile(path) && firstCharacter(path) === "{")) {
    return { run: null, entries: baselineOfFile({ path, shown: reference }) };
  }
  await using opened = await openRun(host, reference, storeOption, than);
  return await baselineOfRun(opened);
}

/** Returns the findings of a run as accepted ones. Throws WCT_CHECK_BASELINE if some cannot be read. */
export async function baselineOfRun({ store, run }: OpenRun): Promise<Baseline> {
  const entries: BaselineEntry[] = [];
  const record = await readRecord(store, run);
  const { unjudged } = await judgedFindings(store, record, ({ artifact, what, id, element }) => {
    const decision = { status: "accepted", reason: null, reviewer: null, date: null } as const;
    if (id !== "" && !isRepeated(element))
      entries.push({ ...identityOf({ artifact, what, id }, element), ...decision });
  });
  const [lost] = unjudged;
  if (lost === undefined) return { run, entries };
  throw wctError("WCT_CHECK_BASELINE", {
    message: `the findings of "${lost.artifact}" in ${run.id} cannot be read: ${lost.why}`,
    hint: "choose another run, or a file that --write-baseline wrote",
  });
}

function firstCharacter(path: string): string {
  try {
    // trimStart also removes a byte order mark.
    return readStart(path, 1024).toString("utf8").trimStart().charAt(0);
  } catch {
    return "{";
  }
}

const mostBytes = 64 * 1024 * 1024;

/** Reads the decisions of a file. Throws WCT_CHECK_BASELINE. */
export function baselineOfFile({ path, shown }: { readonly path: string; readonly shown: string }) {
  const invalid = (why: string, cause: unknown, hint: string) =>
    wctError("WCT_CHECK_BASELINE", { message: `baseline "${shown}" ${why}`, hint, cause });
  let text: string;
  try {
    text = readRegularFile(path, mostBytes).toString("utf8");
  } catch (cause) {
    const { what, hint, isAbsent } = FileProblem.of(cause);
    throw invalid(what, cause, isAbsent ? (pathHint(shown) ?? write) : hint);
  }
  const parsed = parseBaseline(text);
  if (!("why" in parsed)) return parsed;
  throw invalid(parsed.why, undefined, parsed.why.includes("conflict") ? "resolve the conflict" : again);
}

const write = "write one with `wct check RUN --write-baseline FILE` or `wct findings accept`";
const again = "restore it, for example with git, or write it again with `wct check RUN --write-baseline FILE`";
