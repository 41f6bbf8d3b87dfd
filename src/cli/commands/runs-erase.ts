import { wctError } from "../../diagnostics/index.ts";
import type { EraseReport, EraseRequest, RecordStore, RunId } from "../../domain/index.ts";
import {
  apiVersion,
  type ErasureShape,
  formatBytes,
  formatCount,
  plural,
  renderTable,
  safeText,
} from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { findOccurrences, type Occurrence, type Occurrences, withOccurrences } from "../wiring/occurrences.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { fewestLetters, folded } from "../wiring/search.ts";
import { readStore, writeStore } from "../wiring/store.ts";

export interface EraseOptions extends GlobalOptions {
  readonly subject: string;
  readonly run?: readonly string[];
  readonly includeDefinition?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

interface Erasure {
  readonly found: Occurrences;
  readonly report: EraseReport;
}

/** `wct runs erase --subject TEXT`. What it prints and leaves behind never holds the text, nor anything made from it. */
export async function erase(io: Io, options: EraseOptions): Promise<number> {
  const typed = typedLines(io);
  const needle = needleOf(options.subject === "-" ? await typed() : options.subject);
  const planned = await look(io, needle, options);
  if (options.dryRun) return await tell(io, planned, options, false);
  requireIdle(planned.report.active);
  // Also when nothing is found: an erasure that was killed may have left a file, which this one removes.
  const isAgreed = options.yes || planned.report.objects === 0 || (await confirmed(io, planned, typed, options));
  if (!isAgreed) return 0;
  await using store = await writeStore(io, options.store);
  const erasure = await eraseAll(store, planned, needle, options);
  // Whoever was asked has seen the list, unless it grew until the answer.
  const isSeen = isAsked(io, planned, options) && erasure.found === planned.found;
  return await tell(io, erasure, options, isSeen);
}

/** Until the store says that it holds nothing that was not searched: runs may have ended, or come, since it was. */
async function eraseAll(store: RecordStore, planned: Erasure, needle: string, options: EraseOptions): Promise<Erasure> {
  let { found } = planned;
  for (;;) {
    const { searched, ...rest } = requestFor(found, options, "do");
    // Nobody is asked about nothing, and so nobody has agreed to what may have come since.
    const isAgreed = options.yes || planned.report.objects > 0;
    const report = await store.erase(isAgreed ? { searched, ...rest } : rest);
    requireIdle(report.active);
    if (report.unsearched.length === 0) return { found, report };
    found = withOccurrences(found, await findOccurrences(store, report.unsearched, needle));
  }
}

const requestFor = (found: Occurrences, options: EraseOptions, mode: EraseRequest["mode"]): Required<EraseRequest> => ({
  digests: digestsOf(found, options),
  searched: { events: found.searched, scope: options.run === undefined ? "all" : "these" },
  mode,
});

function needleOf(text: string): string {
  const needle = folded(text).trim();
  if ([...needle].length >= fewestLetters) return needle;
  throw wctError("WCT_USAGE", {
    message: `--subject has fewer than ${fewestLetters} characters`,
    hint: "write what stands for this person alone: a full name, an address, a number",
  });
}

type Typed = () => Promise<string>;

/** Standard input is opened only when something is asked. */
function typedLines(io: Io): Typed {
  let lines: AsyncIterator<string> | null = null;
  return async () => {
    lines ??= io.lines()[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    return done ? "" : value;
  };
}

/** Reads only. */
async function look(io: Io, needle: string, options: EraseOptions): Promise<Erasure> {
  await using store = await readStore(io, options.store);
  const found = await findOccurrences(store, await chosen(store, options.run), needle);
  const report = await store.erase(requestFor(found, options, "tell"));
  return { found, report };
}

async function chosen(store: RecordStore, references: readonly string[] | undefined): Promise<readonly RunId[]> {
  if (references === undefined) return await store.executions.ids();
  const ids: RunId[] = [];
  for (const reference of references) ids.push((await resolveRun(store.executions, reference)).id);
  return [...new Set(ids)];
}

const isDefinition = ({ kind }: Occurrence): boolean => kind === "plan" || kind === "runbook";

const isErased = (one: Occurrence, { includeDefinition }: EraseOptions): boolean =>
  !isDefinition(one) || (includeDefinition ?? false);

const digestsOf = ({ objects }: Occurrences, options: EraseOptions) => [
  ...new Set(objects.filter((one) => isErased(one, options)).map(({ digest }) => digest)),
];

function requireIdle(active: readonly RunId[]): void {
  const [first] = active;
  if (first === undefined) return;
  throw wctError("WCT_RUN_ACTIVE", {
    message: `nothing was erased: run "${first}" is going on, and may just be making the same content again`,
    hint: "wait until it ends, or end it, and erase then",
  });
}

async function confirmed(io: Io, planned: Erasure, typed: Typed, options: EraseOptions): Promise<boolean> {
  if (!io.stdout.isTerminal || options.json) {
    throw wctError("WCT_USAGE", {
      message: "nothing was erased: nobody can be asked here",
      hint: "look first with --dry-run, and write --yes to erase",
    });
  }
  await io.stdout.write(`${listOf(planned, options)}\n\n`);
  await io.stderr.write(`erase ${plural(planned.report.objects, "object")} for good? type yes: `);
  if ((await typed()).trim().toLowerCase() === "yes") return true;
  await io.stderr.write("nothing was erased\n");
  return false;
}

const isAsked = (io: Io, { report }: Erasure, { yes }: EraseOptions): boolean =>
  io.stdout.isTerminal && !yes && report.objects > 0;

async function tell(io: Io, erasure: Erasure, options: EraseOptions, isSeen: boolean): Promise<number> {
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(erasureJson(erasure, options))}\n`);
    return codeOf(erasure);
  }
  if (erasure.found.objects.length > 0 && !isSeen) await io.stdout.write(`${listOf(erasure, options)}\n\n`);
  await io.stdout.write(`${sentence(erasure, options)}\n`);
  for (const line of [...unreadLines(erasure), ...remarks(erasure, options)]) await io.stderr.write(`${line}\n`);
  return codeOf(erasure);
}

/** What was not searched may hold the person still. */
const codeOf = ({ found }: Erasure): number => (found.unreadable.length === 0 ? 0 : 3);

function unreadLines({ found: { unreadable } }: Erasure): readonly string[] {
  if (unreadable.length === 0) return [];
  const named = unreadable
    .slice(0, 5)
    .map(
      ({ run, artifact, kind, digest }) =>
        `not searched: ${safeText(artifact ?? kind)} of ${run}, object ${digest.slice(0, 12)} is damaged`,
    );
  const more = unreadable.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
    "what is damaged goes with its whole run only; `wct verify` lists it",
  ];
}

function listOf({ found }: Erasure, options: EraseOptions): string {
  const rows = found.objects.map((one) => [
    one.run,
    safeText(one.artifact ?? one.kind),
    String(one.elements),
    isErased(one, options) ? what[one.kind] : `${what[one.kind]}, stays`,
  ]);
  return renderTable(
    [{ title: "run" }, { title: "artifact" }, { title: "found", align: "right" }, { title: "" }],
    rows,
  );
}

const what = {
  message: "content",
  exception: "message of an exception",
  plan: "plan",
  runbook: "text of the runbook",
} as const;

function sentence({ found, report }: Erasure, { dryRun }: EraseOptions): string {
  if (report.objects === 0) return "nothing to erase";
  const size = `${plural(report.objects, "object")} (${formatBytes(report.bytes)}) in ${plural(report.runs.length, "run")}`;
  if (dryRun) return `would erase ${size}`;
  return found.unreadable.length > 0 ? `erased ${size}` : `erased ${size}; the records still verify`;
}

/** What erasing does not reach. */
function remarks({ found, report }: Erasure, options: EraseOptions): readonly string[] {
  const lines: string[] = [];
  const definitions = found.objects.filter((one) => !isErased(one, options)).length;
  if (definitions > 0) {
    lines.push(`${plural(definitions, "definition")} of runs left: --include-definition removes runbook and plan, too`);
  }
  for (const { run, seq, type, artifact } of found.events.slice(0, 5)) {
    lines.push(`event ${seq} of ${run} holds it (${type}${artifact === null ? "" : `, ${safeText(artifact)}`})`);
  }
  if (found.events.length > 5) lines.push(`and ${plural(found.events.length - 5, "more event")}`);
  if (found.events.length > 0)
    lines.push("events are chained and stay as they are; only pruning the whole run removes them");
  for (const { path } of found.outputs.slice(0, 5))
    lines.push(`${safeText(path)} was written from it, and is left to you`);
  if (found.outputs.length > 5) lines.push(`and ${plural(found.outputs.length - 5, "more file")}`);
  const [active] = report.active;
  if (active !== undefined) lines.push(`run "${active}" is going on: nothing can be erased until it ends`);
  if (!report.logTruncated) {
    lines.push("another process is reading the store: run `wct runs prune` when it has ended, to empty the log");
  }
  return lines;
}

function erasureJson({ found, report }: Erasure, options: EraseOptions): ErasureShape {
  const { unsearched: _, ...rest } = report;
  return {
    apiVersion,
    kind: "Erasure",
    dryRun: options.dryRun ?? false,
    found: found.objects.map((one) => ({ ...one, erased: isErased(one, options) })),
    events: found.events,
    outputs: found.outputs,
    unreadable: found.unreadable.map(({ run, artifact, kind, digest }) => ({ run, artifact, kind, digest })),
    ...rest,
  };
}
