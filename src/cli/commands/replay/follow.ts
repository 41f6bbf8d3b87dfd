import { followRun } from "../../../app/follow/index.ts";
import { type OpenRun, openRun } from "../../../app/open/index.ts";
import { readPlan, readRecord, viewOf } from "../../../app/record/index.ts";
import { exitCodeOf } from "../../../app/run/index.ts";
import type { Clock, ExecutionPlan, RunEvent, RunSummary } from "../../../domain/index.ts";
import {
  command,
  type ReplayStyle,
  replayLine,
  runJson,
  shellWord,
  widestTally,
  wrapped,
} from "../../../render/index.ts";
import { createGrowingHistory, type GrowingHistory } from "../../../run/index.ts";
import { systemClock } from "../../../store/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import { canMove, createDisplay } from "../../live/index.ts";
import { callOf } from "../../output/call.ts";
import { writeSummary } from "../../output/run-ending.ts";
import { exitCodes } from "../../signals.ts";
import type { ReplayOptions } from "./modes.ts";

/** Runs `wct replay RUN --follow`: shows a run as another process makes it, from its first event to its end. */
export async function follow(
  io: Io,
  reference: string,
  options: ReplayOptions,
  clock: Clock = systemClock,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const stopped = stoppable(io);
  try {
    const following: Following = { io, opened, options, clock, signal: stopped.signal };
    const view = isMoving(io, options) ? displayOf(following) : options.json ? jsonOf(following) : linesOf(following);
    const ended = await watched(following, view);
    const code = stopped.exitCode();
    if (code === null || ended.run.status !== "running") {
      await view.end(ended.run);
      return exitCodeAfter(ended);
    }
    if (!options.quiet) await tell(io, `stopped following; ${ended.run.id} goes on`);
    return code;
  } finally {
    stopped.stop();
  }
}

interface Following {
  readonly io: Io;
  readonly opened: OpenRun;
  readonly options: ReplayOptions;
  readonly clock: Clock;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How a followed run is shown. */
interface FollowView {
  readonly show: (event: RunEvent) => Promise<void>;
  /** Called also if following is stopped or fails. */
  readonly close: () => Promise<void>;
  /** Called if the run has ended. */
  readonly end: (run: RunSummary) => Promise<void>;
}

interface Followed {
  readonly run: RunSummary;
  readonly last: RunEvent | null;
}

async function watched({ opened, clock, signal }: Following, view: FollowView): Promise<Followed> {
  const { store, run } = opened;
  const events = followRun(store.executions, run.id, { clock, signal });
  let last: RunEvent | null = null;
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return { run: next.value, last };
      last = next.value;
      await view.show(last);
    }
  } finally {
    await view.close();
  }
}

/** Returns the exit code of the run itself; 130 if its process died or was told to end. */
function exitCodeAfter({ run, last }: Followed): number {
  if (run.status === "cancelled" || run.status === "interrupted") return exitCodes.SIGINT;
  return last?.type === "run.finished" ? exitCodeOf(last) : 1;
}

interface Stoppable {
  readonly signal: AbortSignal;
  readonly exitCode: () => number | null;
  readonly stop: () => void;
}

/** Stops following at the first Ctrl-C; a second one ends the process. */
function stoppable(io: Io): Stoppable {
  const controller = new AbortController();
  let code: number | null = null;
  const stop = io.onSignal((signal) => {
    if (code !== null) io.exitNow(exitCodes[signal]);
    code = exitCodes[signal];
    controller.abort();
  });
  return { signal: controller.signal, exitCode: () => code, stop };
}

/** The display of a run needs the terminal for itself. */
const isMoving = (io: Io, { json, quiet }: ReplayOptions): boolean =>
  canMove(io) && io.stdout.isTerminal && !json && !quiet;

/** Shows the run as `wct run` does on a terminal. */
function displayOf({ io, opened, options, clock }: Following): FollowView {
  const { store, run } = opened;
  const joinedAfter = Math.max(0, clock.now().getTime() - Date.parse(run.startedAt)) * 1e6;
  // Stopping to follow does not cancel the run, so the display never shows a cancellation.
  const { signal } = new AbortController();
  let display: ReturnType<typeof createDisplay> | null = null;
  const open = (plan: ExecutionPlan) =>
    createDisplay(io, options, { plan, clock, signal, joinedAfter, onError: (error) => display?.say(String(error)) });
  return {
    show: async (event) => {
      if (event.type === "run.started") display = open(await readPlan(store, event.plan));
      display?.show(event);
    },
    close: async () => display?.close(),
    end: async (ended) => {
      const record = await readRecord(store, ended);
      await writeSummary(io, io.stdout, { store, record, result: { head: ended.head } }, options);
      await tellInterrupted(io, ended, options);
    },
  };
}

/** Prints the lines of `wct replay`. The number of events is not known yet, so the columns are a little wider. */
function linesOf({ io, options }: Following): FollowView {
  const history = createGrowingHistory();
  const { ascii = false, quiet } = options;
  let style: ReplayStyle = { palette: palette(io, options), ascii, events: 9999, tallyWidth: 0 };
  return {
    show: async (event) => {
      history.push(event);
      if (event.type === "run.started") style = { ...style, tallyWidth: widestAhead(history, ascii) };
      await io.stdout.write(`${replayLine(history.step(event.seq), style)}\n`);
    },
    close: async () => undefined,
    end: async (ended) => (quiet ? undefined : await tellInterrupted(io, ended, options)),
  };
}

/** Returns the width of the widest tally that a run may reach: every artifact in the longest of the counts. */
function widestAhead(history: GrowingHistory, ascii: boolean): number {
  const { total } = history.step(1).tally;
  return widestTally([{ total, running: total, completed: total, reused: 0, failed: 0, skipped: 0 }], ascii);
}

/** Prints what `wct run --json` prints: each event, and the run in the last line. */
function jsonOf({ io, opened }: Following): FollowView {
  const write = (value: object): Promise<void> => io.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    show: write,
    close: async () => undefined,
    end: async (ended) => await write(runJson(viewOf(await readRecord(opened.store, ended)))),
  };
}

async function tellInterrupted(io: Io, run: RunSummary, options: ReplayOptions): Promise<void> {
  if (run.status !== "interrupted") return;
  const resume = command(`run ${shellWord(run.runbook.path)} --resume ${run.id}`, callOf(io, options));
  await tell(
    io,
    `${run.id} was interrupted: its process ended before the run did; \`${resume}\` makes what is missing`,
  );
}

async function tell({ stderr }: Io, text: string): Promise<void> {
  await stderr.write(`${wrapped(text, { width: widthOf(stderr), indent: "  " }).join("\n")}\n`);
}
