import { openRun } from "../../../app/open/index.ts";
import { readRecord, selectedIn } from "../../../app/record/index.ts";
import { listNames, nearest, wctError } from "../../../diagnostics/index.ts";
import type { ExecutionPlan, RunEvent } from "../../../domain/index.ts";
import { replayHeaderJson, replayLine, replayStepJson, widestTally } from "../../../render/index.ts";
import {
  createHistory,
  type History,
  type HistoryStep,
  inspection,
  paced,
  type ReplayPace,
  type Tally,
} from "../../../run/index.ts";
import { systemClock } from "../../../store/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import { notTogether, type ReplayOptions, requireOneMode } from "./modes.ts";
import { isShown, type Replaying, stateAt } from "./replay-run.ts";
import { stepThrough } from "./step.ts";

interface ReplayRequest {
  /** Artifacts to verify; only with `--verify`. */
  readonly artifacts: readonly string[];
  readonly options: ReplayOptions;
}

/** Runs `wct replay RUN`: one of its modes. */
export async function replay(io: Io, reference: string, { artifacts, options }: ReplayRequest): Promise<number> {
  requireOneMode(artifacts, options);
  if (options.verify) return await (await import("./verify.ts")).verify(io, reference, { artifacts, options });
  if (options.follow) return await (await import("./follow.ts")).follow(io, reference, options);
  return await replayRecord(io, reference, options);
}

/** Shows what was recorded. Executes nothing. */
async function replayRecord(io: Io, reference: string, options: ReplayOptions): Promise<number> {
  const pace = paceOf(io, options);
  await using opened = await openRun(io, reference, options.store);
  const events: RunEvent[] = [];
  const record = await readRecord(opened.store, opened.run, (event) => events.push(event));
  const { run, plan } = record;
  const selected = options.select === undefined ? null : selectedIn(record, options.select);
  const history = createHistory(events);
  const last = lastEvent(history, plan, options.until);
  const ascii = options.ascii ?? false;
  const tallyWidth = widestTally(talliesTo({ history, last, selected }), ascii);
  const style = { palette: palette(io, options), ascii, events: history.length, tallyWidth };
  const replaying = { io, run, plan, history, last, selected, style };
  if (options.json) await writeJson(replaying);
  else if (options.step) await stepThrough(replaying);
  else await play(replaying, { pace, options });
  return 0;
}

const longestPauseMs = 1000;

/** Throws WCT_USAGE for an invalid speed, and for options that cannot be combined. */
function paceOf(io: Io, { speed, step, json }: ReplayOptions): ReplayPace {
  const [, times] = /^(\d{1,6}(?:\.\d{1,3})?)x$/.exec(speed ?? "") ?? [];
  const isKnown = speed === undefined || speed === "max" || (times !== undefined && Number(times) > 0);
  if (!isKnown) {
    throw wctError("WCT_USAGE", {
      message: `--speed "${speed}" is not a speed`,
      hint: "write 1x for the run's own pace, 10x, 0.5x or max",
    });
  }
  const [one, other] = [
    ...(json ? ["json"] : []),
    ...(step ? ["step"] : []),
    ...(speed === undefined ? [] : ["speed"]),
  ];
  if (one !== undefined && other !== undefined) throw notTogether(one, other);
  if (times !== undefined) return { speed: Number(times), longestPauseMs: Number.POSITIVE_INFINITY };
  const isAtOnce = speed === "max" || !io.stdout.isTerminal;
  return isAtOnce ? { speed: Number.POSITIVE_INFINITY, longestPauseMs: 0 } : { speed: 1, longestPauseMs };
}

/** Throws WCT_RUN_ARTIFACT_ABSENT if `until` is neither the number of an event nor an artifact that ended. */
function lastEvent(history: History, plan: ExecutionPlan, until: string | undefined): number {
  if (until === undefined) return history.length;
  if (/^\d+$/.test(until)) {
    const seq = Number(until);
    if (seq >= 1 && seq <= history.length) return seq;
    throw wctError("WCT_USAGE", {
      message: `--until ${until}: there is no such event`,
      hint: `write a number from 1 to ${history.length}, or an artifact's id`,
    });
  }
  const end = history.endOf(until);
  if (end !== null) return end;
  const ids = plan.artifacts.map(({ id }) => id);
  const isKnown = ids.some((id) => id === until);
  const near = nearest(until, ids);
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: isKnown ? `artifact "${until}" did not end in this run` : `the run has no artifact "${until}"`,
    hint: isKnown ? "omit --until to see all events" : near ? `did you mean "${near}"?` : `it has ${listNames(ids)}`,
  });
}

type Shown = Pick<Replaying, "history" | "last" | "selected">;

function* stepsTo(shown: Shown): Generator<HistoryStep> {
  for (let seq = 1; seq <= shown.last; seq++) {
    const step = shown.history.step(seq);
    if (isShown(shown, step.event)) yield step;
  }
}

function* talliesTo(replaying: Shown): Generator<Tally> {
  for (const { tally } of stepsTo(replaying)) yield tally;
}

interface PlayOptions {
  readonly pace: ReplayPace;
  readonly options: ReplayOptions;
}

/** Lines that are due at the same time are written together, up to this many characters. */
const batchLength = 32_768;

async function play(replaying: Replaying, { pace, options }: PlayOptions): Promise<void> {
  const { io, history, last, style } = replaying;
  if (pace.speed === Number.POSITIVE_INFINITY) {
    let batch = "";
    for (const step of stepsTo(replaying)) {
      batch += `${replayLine(step, style)}\n`;
      if (batch.length < batchLength) continue;
      await io.stdout.write(batch);
      batch = "";
    }
    await io.stdout.write(batch);
  } else {
    const steps = paced(stepsTo(replaying), { clock: systemClock, pace, timeOf: ({ event }) => event.t });
    for await (const step of steps) await io.stdout.write(`${replayLine(step, style)}\n`);
  }
  if (options.quiet) return;
  const left = history.length - last;
  if (left > 0)
    await io.stderr.write(`${left} of ${history.length} events remain; step through them with \`wct replay --step\`\n`);
  else if (history.step(last).event.type !== "run.finished") {
    await io.stderr.write(`the record ends here: the run is ${replaying.run.status}\n`);
  }
}

async function writeJson(replaying: Replaying): Promise<void> {
  const { io, run, plan, last, selected } = replaying;
  await io.stdout.write(`${JSON.stringify(replayHeaderJson(run)).slice(0, -1)},"steps":[`);
  let batch = "";
  for (const step of stepsTo(replaying)) {
    batch += `${step.event.seq === 1 ? "" : ","}${JSON.stringify(replayStepJson(step))}`;
    if (batch.length < batchLength) continue;
    await io.stdout.write(batch);
    batch = "";
  }
  const rows = inspection(plan, stateAt(replaying, last)).filter(({ id }) => selected?.has(id) ?? true);
  const artifacts = rows.map(({ id, status }) => ({ id, status }));
  await io.stdout.write(`${batch}],"artifacts":${JSON.stringify(artifacts)}}\n`);
}
