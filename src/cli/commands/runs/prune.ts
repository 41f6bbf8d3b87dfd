import { readStore, writeStore } from "../../../app/open/index.ts";
import {
  type Pruned,
  type PruneRules,
  planPrune,
  prune as pruneRuns,
  requirePruneRule,
} from "../../../app/retention/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import type { PruneReport } from "../../../domain/index.ts";
import { apiVersion, formatBytes, type PruneShape, plural, renderRunList } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { momentOf } from "../../output/age.ts";
import { listOptions } from "./runs.ts";

interface PruneOptions extends GlobalOptions {
  readonly keep?: number;
  readonly olderThan?: string;
  readonly dryRun?: boolean;
  readonly raw?: boolean;
  readonly yes?: boolean;
}

/** Runs `wct runs prune`: removes runs, or with --raw only their raw content. */
export async function prune(io: Io, options: PruneOptions): Promise<number> {
  const rules = rulesFrom(options);
  requirePruneRule(rules);
  // Opened for reading even without --dry-run: a missing store is not created.
  await using readable = await readStore(io, options.store);
  const planned = await planPrune(readable, rules);
  if (options.dryRun) return await show(io, planned, options);
  const isAsked = asks(io, planned, options);
  if (isAsked && !(await agreed(io, planned, options))) return 0;
  await using writable = await writeStore(io, options.store);
  return await show(io, await pruneRuns(writable, planned), options, isAsked);
}

const rulesFrom = ({ keep, olderThan, raw }: PruneOptions): PruneRules => ({
  keep,
  before: olderThan === undefined ? undefined : momentOf("--older-than", olderThan, new Date()),
  rawOnly: raw,
});

/** Returns whether the removal must be confirmed: by an answer, or by --yes if stdin is not a terminal. */
function asks(io: Io, { runs }: Pruned, { yes, json }: PruneOptions): boolean {
  if (yes || runs.length === 0) return false;
  if (io.stdout.isTerminal && !json) return true;
  throw wctError("WCT_USAGE", {
    message: `nothing was deleted: ${json ? "--json cannot ask for confirmation" : "not a terminal"}`,
    hint: "preview with --dry-run, and pass --yes to delete",
  });
}

async function agreed(io: Io, planned: Pruned, options: PruneOptions): Promise<boolean> {
  await showRuns(io, planned, options);
  await io.stderr.write(`permanently delete ${extent(planned, options)}? Type yes: `);
  for await (const line of io.lines()) {
    if (line.trim().toLowerCase() === "yes") return true;
    break;
  }
  await io.stderr.write("nothing was deleted\n");
  return false;
}

/** `isSeen`: the user was asked, and has seen the list. */
async function show(io: Io, pruned: Pruned, options: PruneOptions, isSeen = false): Promise<number> {
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(pruneJson(pruned, options))}\n`);
    return 0;
  }
  if (options.quiet && !options.dryRun) return 0;
  if (!isSeen) await showRuns(io, pruned, options);
  await io.stdout.write(`${options.dryRun ? "would remove" : "removed"} ${extent(pruned, options)}\n`);
  for (const line of remarks(pruned.report)) await io.stderr.write(`${line}\n`);
  return 0;
}

async function showRuns(io: Io, { runs }: Pruned, options: PruneOptions): Promise<void> {
  if (runs.length === 0) return;
  await io.stdout.write(`${renderRunList(runs, palette(io, options), listOptions(io, options))}\n\n`);
}

function extent({ report, runs, raw }: Pruned, { raw: onlyRaw }: PruneOptions): string {
  const objects = `${plural(report.objects, "object")} (${formatBytes(report.bytes)})`;
  const artifacts = raw.reduce((sum, one) => sum + one.artifacts.length, 0);
  return onlyRaw
    ? `raw content of ${plural(artifacts, "artifact")} in ${plural(runs.length, "run")}, ${objects}`
    : `${plural(runs.length, "run")}, ${objects}`;
}

function remarks({ spared, held, mayRemain }: PruneReport): readonly string[] {
  const lines = spared.map(({ run, because }) =>
    run === because ? `${run} was kept: it is running` : `${run} was kept: ${because}, which is running, reuses it`,
  );
  if (held > 0) lines.push(`${plural(held, "object")} kept for an hour: a running process may be recording them`);
  if (mayRemain) lines.push("another process is reading the store: prune again after it has ended, to empty the log");
  return lines;
}

function pruneJson({ report, runs, raw }: Pruned, { dryRun }: PruneOptions): PruneShape {
  return {
    apiVersion,
    kind: "Prune",
    dryRun: dryRun ?? false,
    runs: runs
      .filter(({ id }) => report.removed.includes(id))
      .map(({ id, status, runbook, startedAt }) => ({ id, status, runbook, startedAt })),
    raw: raw.map(({ run, artifacts, digests }) => ({ run, artifacts, digests })),
    objects: report.objects,
    bytes: report.bytes,
    spared: report.spared,
    held: report.held,
    logTruncated: !report.mayRemain,
  };
}
