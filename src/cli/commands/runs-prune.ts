import { wctError } from "../../diagnostics/index.ts";
import type { PruneReport, RecordStore, RunSummary } from "../../domain/index.ts";
import { apiVersion, formatBytes, type PruneShape, plural, renderRunList } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { momentOf } from "../wiring/age.ts";
import { type RawContent, rawContent } from "../wiring/raw-content.ts";
import { readStore, writeStore } from "../wiring/store.ts";
import { listOptions, palette } from "./runs.ts";

export interface PruneOptions extends GlobalOptions {
  readonly keep?: number;
  readonly olderThan?: string;
  readonly dryRun?: boolean;
  readonly raw?: boolean;
  readonly yes?: boolean;
}

interface Pruned {
  readonly report: PruneReport;
  readonly runs: readonly RunSummary[];
  readonly raw: readonly RawContent[];
}

/** `wct runs prune`: removes runs, or with --raw only what they hold of raw content. */
export async function prune(io: Io, options: PruneOptions): Promise<number> {
  if (options.keep === undefined && options.olderThan === undefined && !options.raw) {
    throw wctError("WCT_USAGE", {
      message: "nothing says what to prune",
      hint: "write --keep N, --older-than 30d or --raw; with --dry-run to see first what would go",
    });
  }
  const before = options.olderThan === undefined ? null : momentOf("--older-than", options.olderThan, new Date());
  // Also without --dry-run: a store that is not there is not made.
  await using readable = await readStore(io, options.store);
  const chosen = choose(await readable.executions.runs(), options, before);
  const planned = await pruneIn(readable, chosen, { ...options, dryRun: true });
  if (options.dryRun) return await show(io, planned, options);
  const isAsked = asks(io, planned, options);
  if (isAsked && !(await agreed(io, planned, options))) return 0;
  await using writable = await writeStore(io, options.store);
  return await show(io, await pruneIn(writable, chosen, options), options, isAsked);
}

/** Where nobody can be asked, the options alone decide: that is how a job at night calls it. */
const asks = (io: Io, { runs }: Pruned, { yes, json }: PruneOptions): boolean =>
  io.stdout.isTerminal && !yes && !json && runs.length > 0;

async function agreed(io: Io, planned: Pruned, options: PruneOptions): Promise<boolean> {
  await showRuns(io, planned, options);
  await io.stderr.write(`remove ${extent(planned, options)} for good? type yes: `);
  for await (const line of io.lines()) {
    if (line.trim().toLowerCase() === "yes") return true;
    break;
  }
  await io.stderr.write("nothing was removed\n");
  return false;
}

/** What goes of the runs that were chosen: no run that has come since. */
async function pruneIn(store: RecordStore, chosen: readonly RunSummary[], options: PruneOptions): Promise<Pruned> {
  const raw: RawContent[] = [];
  if (options.raw) for (const run of chosen) raw.push(await rawContent(store, run.id));
  const drop = raw.filter(({ digests }) => digests.length > 0);
  const report = await store.prune({
    remove: options.raw ? [] : chosen.map(({ id }) => id),
    drop,
    mode: options.dryRun ? "tell" : "do",
  });
  const gone = new Set([...report.removed, ...report.dropped.map(({ run }) => run)]);
  return { report, runs: chosen.filter(({ id }) => gone.has(id)), raw: drop.filter(({ run }) => gone.has(run)) };
}

/** Beyond the newest N, older than the date, or both; never a run that is going on. */
function choose(
  newestFirst: readonly RunSummary[],
  { keep }: PruneOptions,
  before: Date | null,
): readonly RunSummary[] {
  return newestFirst
    .slice(keep ?? 0)
    .filter((run) => run.status !== "running" && (before === null || Date.parse(run.startedAt) < before.getTime()));
}

/** `isSeen`: whoever was asked has seen the list. */
async function show(io: Io, pruned: Pruned, options: PruneOptions, isSeen = false): Promise<number> {
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(pruneJson(pruned, options))}\n`);
    return 0;
  }
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

function remarks({ spared, held, logTruncated }: PruneReport): readonly string[] {
  const lines = spared.map(({ run, because }) =>
    run === because
      ? `${run} was left: it is running`
      : `${run} was left: ${because}, which is running, takes over from it`,
  );
  if (held > 0) lines.push(`${plural(held, "object")} left for an hour: a running process may just be recording them`);
  if (!logTruncated)
    lines.push("another process is reading the store: prune again when it has ended, to empty the log");
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
    logTruncated: report.logTruncated,
  };
}
