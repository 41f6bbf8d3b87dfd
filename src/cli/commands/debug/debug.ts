import { type DebugOptions, type OpenedDebug, openLiveDebug, openRecordedDebug } from "../../../app/debug/index.ts";
import { storeFolder } from "../../../app/places/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import { formatMoment, safeText } from "../../../render/index.ts";
import { debugFolder } from "../../../store/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import { carryBreakpoints } from "./carry-breakpoints.ts";
import { shellCommands } from "./commands/index.ts";
import { completions } from "./complete.ts";
import type { ShellContext } from "./context.ts";
import { EditedFiles } from "./edit/index.ts";
import { endSession } from "./ending.ts";
import { openHistory, openInput, type TypedHistory } from "./input/index.ts";
import { locatedInOption } from "./located.ts";
import { type DebugCommandOptions, debugRequest, requireNoReuseOption } from "./options.ts";
import { RunningDisplay } from "./running-display.ts";
import { sessionLines } from "./say.ts";
import { DebugShell } from "./shell.ts";
import { SessionSignals } from "./signals.ts";
import { targetOf } from "./target.ts";

/** Runs `wct debug RUNBOOK|RUN`. Nothing is executed before the options and the commands are known to be there. */
export async function debug(io: Io, written: string, options: DebugCommandOptions): Promise<number> {
  const target = targetOf(io, written);
  if (target.kind === "runbook") requireNoRecordedOption(written, options);
  else requireNoReuseOption(written, options);
  const request = debugRequest(io, options);
  let context: ShellContext | null = null;
  const input = await openInput(io, {
    file: options.commands,
    history: () => historyOf(io, options),
    complete: async (line) => (context === null ? [] : await completions(context, line)),
    whenInterrupted: () => sessionLines("`quit` ends the session", io.stderr.columns).join("\n"),
  });
  try {
    const display = new RunningDisplay(io, options);
    const say = async (text: string): Promise<void> => await display.say(sessionLines(text, widthOf(io.stderr)));
    if (target.note !== null) await say(target.note);
    const onLog = (text: string): void => void say(`Log: ${safeText(text)}`);
    const onNotice = (line: string): void => void say(safeText(line));
    const all = { ...request, onEvent: display.push, onLog, onNotice };
    const opened = await openTarget(io, { written, kind: target.kind, request: all, options });
    return await inSession({ io, options, input, opened, display, say }, (made) => {
      context = made;
    });
  } finally {
    input.close();
  }
}

interface OpenRequest {
  readonly written: string;
  readonly kind: "runbook" | "run";
  readonly request: DebugOptions;
  readonly options: DebugCommandOptions;
}

async function openTarget(io: Io, { written, kind, request, options }: OpenRequest): Promise<OpenedDebug> {
  try {
    if (kind === "runbook") return await openLiveDebug(io, written, request);
    return await openRecordedDebug(io, written, { ...request, at: options.at ?? "start", runbook: options.runbook });
  } catch (error) {
    throw locatedInOption(error, options);
  }
}

/** Throws WCT_USAGE for options that only a recorded run has. */
function requireNoRecordedOption(written: string, { at, runbook }: DebugCommandOptions): void {
  if (at === undefined && runbook === undefined) return;
  throw wctError("WCT_USAGE", {
    message: `${at === undefined ? "--runbook" : `--at ${at}`} is for a recorded run, and "${written}" is a runbook`,
    hint: at === undefined ? "omit it" : "omit it; --break sets where a run stops",
  });
}

interface SessionParts extends Pick<ShellContext, "io" | "options" | "input" | "opened" | "say"> {
  readonly display: RunningDisplay;
}

async function inSession(parts: SessionParts, made: (context: ShellContext) => void): Promise<number> {
  const { io, options, input, display, say } = parts;
  let { opened } = parts;
  const signals = new SessionSignals(io, {
    session: () => opened.session,
    say: (text) => void say(text),
    isTyped: input.ask !== null,
    endInput: input.close,
  });
  using edited = new EditedFiles(() => folderOf(io, options));
  const context: ShellContext = {
    ...{ io, options, input, say, edited, commands: shellCommands, palette: palette(io, options) },
    ...{ skipping: null, drafts: new Map() },
    get opened() {
      return opened;
    },
    whileEditing: async (work) => await signals.whileEditing(work),
  };
  made(context);
  const fork = async (): Promise<void> => {
    const { breakpoints } = opened.session;
    opened = await opened.fork();
    const refused = carryBreakpoints(breakpoints, opened.session.breakpoints);
    // A fork begins where its source was left, not at its first breakpoint.
    opened.session.pause();
    display.follow(opened.session.plan);
    for (const text of refused) await say(safeText(text));
  };
  try {
    display.follow(opened.session.plan);
    await introduce(context);
    const end = await new DebugShell({ context, signals, display, fork }).run();
    return await endSession({ io, opened, options, end, signalCode: signals.exitCode, say });
  } finally {
    signals.stop();
    await opened[Symbol.asyncDispose]();
  }
}

/** Says what is opened, and what of it cannot be shown. */
async function introduce({ opened, say }: ShellContext): Promise<void> {
  const { session, notes, store } = opened;
  // The record at the position says that the run is running there.
  const run = session.kind === "recorded" && session.run !== null ? await store.executions.run(session.run) : null;
  if (run !== null) {
    await say(`Recorded run ${run.id} of ${formatMoment(run.startedAt)}: ${run.status}; nothing executes`);
  }
  for (const note of notes) await say(safeText(note));
}

function historyOf(io: Io, options: DebugCommandOptions): TypedHistory {
  const dir = storeFolder(io, options.store);
  return openHistory(dir === undefined ? null : debugFolder(dir).history);
}

function folderOf(io: Io, options: DebugCommandOptions) {
  const dir = storeFolder(io, options.store);
  if (dir !== undefined) return debugFolder(dir);
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: "there is no store folder here to edit a private file in",
    hint: "write the output to a file, change it, and use `set output FILE`",
  });
}
