import { readStore, writeStore } from "../../../app/open/index.ts";
import {
  type Erasure,
  type ErasureRules,
  erase as eraseSubject,
  planErasure,
  requireNoActiveRun,
  requireSubject,
} from "../../../app/retention/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import {
  apiVersion,
  type ErasureShape,
  formatBytes,
  formatCount,
  plural,
  renderTable,
  safeText,
} from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

interface EraseOptions extends GlobalOptions {
  readonly subject: string;
  readonly run?: readonly string[];
  readonly includeDefinition?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * Runs `wct runs erase --subject TEXT`. Its output and the files it leaves never contain the text, nor anything derived
 * from it.
 */
export async function erase(io: Io, options: EraseOptions): Promise<number> {
  const readLine = lineReader(io);
  const rules = rulesFrom(options, options.subject === "-" ? await readLine() : options.subject);
  requireSubject(rules.subject);
  const planned = await plan(io, rules, options.store);
  if (options.dryRun) return await printErasure(io, planned, options, false);
  requireNoActiveRun(planned.report);
  // Runs also if nothing is found: an erasure that was killed may have left a file, which this one deletes.
  const isAgreed = options.yes || planned.report.objects === 0 || (await confirmed(io, planned, readLine, options));
  if (!isAgreed) return 0;
  await using store = await writeStore(io, options.store);
  // If nothing was found, the user was not asked, and so has not agreed to erase what appeared in the meantime.
  const onlyPlanned = !options.yes && planned.report.objects === 0;
  const erasure = await eraseSubject(store, planned, { ...rules, onlyPlanned });
  // A user who was asked has seen the list, unless it grew before the answer.
  const isSeen = isAsked(io, planned, options) && erasure.found === planned.found;
  return await printErasure(io, erasure, options, isSeen);
}

const rulesFrom = ({ run, includeDefinition }: EraseOptions, subject: string): ErasureRules => ({
  subject,
  runs: run,
  includeDefinition,
});

/** Plans the erasure, and closes the store before the user is asked. */
async function plan(io: Io, rules: ErasureRules, dir: string | undefined): Promise<Erasure> {
  await using store = await readStore(io, dir);
  return await planErasure(store, rules);
}

type ReadLine = () => Promise<string>;

/** Opens standard input only when a question is asked. */
function lineReader(io: Io): ReadLine {
  let lines: AsyncIterator<string> | null = null;
  return async () => {
    lines ??= io.lines()[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    return done ? "" : value;
  };
}

async function confirmed(io: Io, planned: Erasure, readLine: ReadLine, options: EraseOptions): Promise<boolean> {
  if (!io.stdout.isTerminal || options.json) {
    throw wctError("WCT_USAGE", {
      message: `nothing was erased: ${options.json ? "--json cannot ask for confirmation" : "not a terminal"}`,
      hint: "preview with --dry-run, and pass --yes to erase",
    });
  }
  await io.stdout.write(`${listOf(planned)}\n\n`);
  await io.stderr.write(`permanently erase ${plural(planned.report.objects, "object")}? Type yes: `);
  if ((await readLine()).trim().toLowerCase() === "yes") return true;
  await io.stderr.write("nothing was erased\n");
  return false;
}

const isAsked = (io: Io, { report }: Erasure, { yes }: EraseOptions): boolean =>
  io.stdout.isTerminal && !yes && report.objects > 0;

async function printErasure(io: Io, erasure: Erasure, options: EraseOptions, isSeen: boolean): Promise<number> {
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(erasureJson(erasure, options))}\n`);
    return codeOf(erasure);
  }
  if (options.quiet && !options.dryRun && codeOf(erasure) === 0) return 0;
  if (erasure.found.objects.length > 0 && !isSeen) await io.stdout.write(`${listOf(erasure)}\n\n`);
  await io.stdout.write(`${sentence(erasure, options)}\n`);
  for (const line of [...unreadLines(erasure), ...remarks(erasure)]) await io.stderr.write(`${line}\n`);
  return codeOf(erasure);
}

/** Objects that were not searched may still contain the person. */
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
    "damaged objects can only be deleted with their whole run; `wct verify` lists them",
  ];
}

function listOf({ found }: Erasure): string {
  const rows = found.objects.map((one) => [
    one.run,
    safeText(one.artifact ?? one.kind),
    String(one.elements),
    one.erased ? what[one.kind] : `${what[one.kind]}, stays`,
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

/** Returns notes about what the erasure does not cover. */
function remarks({ found, report }: Erasure): readonly string[] {
  const lines: string[] = [];
  const definitions = found.objects.filter((one) => !one.erased).length;
  if (definitions > 0) {
    lines.push(
      `${plural(definitions, "definition")} of runs not erased: --include-definition also erases runbook and plan`,
    );
  }
  for (const { run, seq, type, artifact } of found.events.slice(0, 5)) {
    lines.push(`event ${seq} of ${run} contains it (${type}${artifact === null ? "" : `, ${safeText(artifact)}`})`);
  }
  if (found.events.length > 5) lines.push(`and ${plural(found.events.length - 5, "more event")}`);
  if (found.events.length > 0)
    lines.push("events are chained and cannot be changed; only pruning the whole run deletes them");
  for (const { path } of found.outputs.slice(0, 5))
    lines.push(`${safeText(path)} was written from it; delete it yourself`);
  if (found.outputs.length > 5) lines.push(`and ${plural(found.outputs.length - 5, "more file")}`);
  const [active] = report.active;
  if (active !== undefined) lines.push(`run "${active}" is still running: nothing can be erased until it ends`);
  if (report.mayRemain) {
    lines.push("another process is reading the store: run `wct runs prune` after it has ended, to empty the log");
  }
  return lines;
}

function erasureJson({ found, report }: Erasure, options: EraseOptions): ErasureShape {
  const { runs, objects, bytes, active, mayRemain } = report;
  return {
    apiVersion,
    kind: "Erasure",
    dryRun: options.dryRun ?? false,
    found: found.objects,
    events: found.events,
    outputs: found.outputs,
    unreadable: found.unreadable.map(({ run, artifact, kind, digest }) => ({ run, artifact, kind, digest })),
    ...{ runs, objects, bytes, logTruncated: !mayRemain, active },
  };
}
