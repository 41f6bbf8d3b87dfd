import { resolve } from "node:path";
import { baselineOfFile, defaultBaseline } from "../../../app/baseline/index.ts";
import { openRun } from "../../../app/open/index.ts";
import { readRecord } from "../../../app/record/index.ts";
import { decide, type FindingFilter, gitReviewer } from "../../../app/review/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import { isLink, isRegularFile } from "../../../files/index.ts";
import { plural, safeText } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import { type FilterOptions, filterOf } from "./options.ts";

interface DecideOptions extends FilterOptions {
  readonly baseline?: string;
  readonly reason: string;
  readonly reviewer?: string;
}

interface Decided {
  readonly run: string;
  readonly findings: readonly string[];
  readonly name: "accept" | "reject";
}

/** Runs `wct findings accept` and `wct findings reject`. */
export async function decideFindings(
  io: Io,
  { run, findings, name }: Decided,
  options: DecideOptions,
): Promise<number> {
  const filter = filterOf(options);
  requireChoice(findings, filter, name);
  const reason = requireText(options.reason, "--reason", "say why");
  requireImpersonal(reason);
  const reviewer = requireText(options.reviewer ?? gitReviewer(io) ?? "", "--reviewer", "say who decides");
  const file = options.baseline ?? defaultBaseline(io).file;
  const path = resolve(io.cwd, file);
  await using opened = await openRun(io, run, options.store);
  const record = await readRecord(opened.store, opened.run);
  const entries = isRegularFile(path) || isLink(path) ? baselineOfFile({ path, shown: file }) : [];
  const decision = await decide(io, opened, record, {
    status: name === "accept" ? "accepted" : "rejected",
    ...{ findings, filter, file, reason, reviewer, baseline: { run: null, entries } },
    store: options.store,
    date: new Date().toISOString().slice(0, 10),
  });
  if (options.json) await io.stdout.write(`${JSON.stringify(decision)}\n`);
  else if (!options.quiet) {
    const count = plural(decision.findings.length, "finding");
    await io.stderr.write(`${safeText(decision.baseline)}: ${count} ${decision.status}\n`);
  }
  return 0;
}

/** A decision about everything must be written, so that a forgotten id does not accept all findings. */
function requireChoice(findings: readonly string[], filter: FindingFilter, name: Decided["name"]): void {
  if (findings.length > 0 || Object.values(filter).some((part) => part !== undefined)) return;
  throw wctError("WCT_USAGE", {
    message: "no finding is named",
    hint: `name findings by id, or select some: wct findings ${name} RUN --status new`,
  });
}

/** An address, or a number as long as those of cards, accounts and phones. */
const identifying = /[^\s@]@[^\s@]+\.\p{L}{2,}|\d(?:[ ./()-]{0,3}\d){8,}/u;

/** A baseline is committed and kept, so it must not hold the data that it is about. */
function requireImpersonal(reason: string): void {
  if (!identifying.test(reason)) return;
  throw wctError("WCT_USAGE", {
    message: "--reason contains what looks like an address or a number of a person",
    hint: "describe the data instead of quoting it: a baseline is kept for a long time",
  });
}

const longest = 2000;

function requireText(text: string, option: string, hint: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  if (line !== "" && line.length <= longest) return line;
  const message = line === "" ? `${option} is empty or missing` : `${option} is longer than ${longest} characters`;
  throw wctError("WCT_USAGE", { message, hint: `${hint} with ${option}` });
}
