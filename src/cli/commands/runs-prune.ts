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
  const pruned = await work(io, options, before);
  await show(io, pruned, options);
  return 0;
}

async function work(io: Io, options: PruneOptions, before: Date | null): Promise<Pruned> {
  // Also without --dry-run: a store that is not there is not made.
  await using readable = await readStore(io, options.store);
  if (options.dryRun) return await pruneIn(readable, options, before);
  await using writable = await writeStore(io, options.store);
  return await pruneIn(writable, options, before);
}

async function pruneIn(store: RecordStore, options: PruneOptions, before: Date | null): Promise<Pruned> {
  const chosen = choose(await store.executions.runs(), options, before);
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

async function show(io: Io, { report, runs, raw }: Pruned, options: PruneOptions): Promise<void> {
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(pruneJson({ report, runs, raw }, options))}\n`);
    return;
  }
  if (runs.length > 0)
    await io.stdout.write(`${renderRunList(runs, palette(io, options), listOptions(io, options))}\n\n`);
  await io.stdout.write(`${sentence({ report, runs, raw }, options)}\n`);
  for (const line of remarks(report)) await io.stderr.write(`${line}\n`);
}

function sentence({ report, runs, raw }: Pruned, { dryRun, raw: onlyRaw }: PruneOptions): string {
  const objects = `${plural(report.objects, "object")} (${formatBytes(report.bytes)})`;
  const artifacts = raw.reduce((sum, one) => sum + one.artifacts.length, 0);
  const what = onlyRaw
    ? `raw content of ${plural(artifacts, "artifact")} in ${plural(runs.length, "run")}, ${objects}`
    : `${plural(runs.length, "run")}, ${objects}`;
  return `${dryRun ? "would remove" : "removed"} ${what}`;
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
