import type { OpenedDebug } from "../../../app/debug/index.ts";
import { readText } from "../../../app/places/index.ts";
import type { SessionPosition } from "../../../debug/index.ts";
import { isWctError } from "../../../diagnostics/index.ts";
import { emptyState, type RunState } from "../../../run/index.ts";
import { reportDiagnostics } from "../../report.ts";
import { passedTexts, positionTexts } from "./announce.ts";
import { findCommand } from "./commands/index.ts";
import { type CommandEffect, type ShellCommand, type ShellContext, stay } from "./context.ts";
import type { InputLine } from "./input/index.ts";
import { locatedInLine, typedName } from "./located.ts";
import type { RunningDisplay } from "./running-display.ts";
import type { SessionSignals } from "./signals.ts";
import { firstWord } from "./words.ts";

/** How a shell ended. */
export type ShellEnd = "run-ended" | "quit";

export interface ShellParts {
  readonly context: ShellContext;
  readonly signals: SessionSignals;
  readonly display: RunningDisplay;
  /** Replaces the session of the context by a fork of it. */
  readonly fork: () => Promise<void>;
}

/** The commands that are used first: a recorded run can skip nothing. */
const commandsLines = {
  live: "Commands: continue (c), next (n), inspect (i), skip (s), quit (q), help (h)",
  recorded: "Commands: continue (c), next (n), back, inspect (i), quit (q), help (h)",
};

/** Reads commands and does them, until the session ends. */
export class DebugShell {
  readonly #parts: ShellParts;
  #isIntroduced = false;
  /** The last `continue` or `next`, which an empty line repeats. */
  #last: ShellCommand | null = null;
  /** The state at the last announcement of the present. */
  #before: RunState = emptyState;

  constructor(parts: ShellParts) {
    this.#parts = parts;
  }

  async run(): Promise<ShellEnd> {
    let isEnded = await this.#go(() => this.#opened.session.stopped());
    while (!isEnded) {
      const line = await this.#parts.context.input.next();
      if (line === null) return "quit";
      const effect = await this.#perform(line);
      if (effect.kind === "quit") return "quit";
      if (effect.kind === "fork") isEnded = await this.#fork(line);
      if (effect.kind === "move") isEnded = await this.#move(effect.where, line);
    }
    return "run-ended";
  }

  get #opened(): OpenedDebug {
    return this.#parts.context.opened;
  }

  /** Does a command. An error is reported, and the session goes on. */
  async #perform(line: InputLine): Promise<CommandEffect> {
    const { context } = this.#parts;
    try {
      const [word, rest] = firstWord(line.text);
      if (word.startsWith("#")) return stay;
      if (word === "") return (await this.#last?.run(context, "")) ?? stay;
      const command = findCommand(context.commands, word);
      if (command.isRepeatable === true) this.#last = command;
      return await command.run(context, rest);
    } catch (error) {
      await this.#report(error, line);
      return stay;
    }
  }

  /** Goes on. Returns whether the run has ended. */
  async #move(where: () => Promise<SessionPosition>, line: InputLine): Promise<boolean> {
    try {
      return await this.#go(where);
    } catch (error) {
      if (this.#opened.session.phase === "ended" && !(isWctError(error) && error.code.startsWith("WCT_DEBUG")))
        throw error;
      await this.#report(error, line);
      return false;
    }
  }

  async #fork(line: InputLine): Promise<boolean> {
    const { context, fork } = this.#parts;
    const { run, position } = this.#opened.session;
    try {
      await fork();
    } catch (error) {
      await this.#report(error, line);
      return false;
    }
    this.#before = emptyState;
    context.skipping = null;
    const isEnded = await this.#go(
      () => this.#opened.session.stopped(),
      async () => {
        await context.say(`Run ${this.#opened.session.run}: forked from ${run} after event ${position?.seq}`);
        this.#before = this.#opened.session.state();
      },
    );
    return isEnded;
  }

  async #go(
    where: () => Promise<SessionPosition>,
    first: () => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    const { signals, display } = this.#parts;
    const isLive = this.#opened.session.kind === "live";
    if (isLive) display.start();
    let position: SessionPosition;
    try {
      position = await signals.whileRunning(where);
    } finally {
      await display.stop();
    }
    await first();
    return await this.#announce(position);
  }

  async #announce(position: SessionPosition): Promise<boolean> {
    const { context, signals } = this.#parts;
    const { session } = this.#opened;
    const isEnd = session.kind === "live" && session.phase === "ended" && position.reason.kind === "end";
    if (position.isPresent || isEnd) {
      const state = session.state();
      for (const text of passedTexts(session, this.#before, state)) await context.say(text);
      this.#before = state;
    }
    if (isEnd && (!context.options.breakAtEnd || signals.exitCode !== null)) return true;
    for (const text of positionTexts(session, position)) await context.say(text);
    if (!this.#isIntroduced) await context.say(commandsLines[session.kind]);
    this.#isIntroduced = true;
    return false;
  }

  async #report(error: unknown, line: InputLine): Promise<void> {
    if (!isWctError(error) || error.code === "WCT_INTERNAL") throw error;
    const { io, input, options } = this.#parts.context;
    const source = (file: string): string | undefined =>
      file === typedName ? line.text : (input.sourceOf(file) ?? readText(io.cwd, file));
    const all = locatedInLine(error.diagnostics, line);
    await reportDiagnostics(io, all, { json: false, source, color: options.color });
  }
}
