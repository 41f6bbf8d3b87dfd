import { resolve } from "node:path";
import { wctError } from "../../../../diagnostics/index.ts";
import { FileProblem, readRegularFile } from "../../../../files/index.ts";
import { systemClock } from "../../../../store/index.ts";
import type { Io } from "../../../io.ts";
import type { LineEditorOptions } from "../../../line-editor.ts";
import type { TypedHistory } from "./history.ts";
import { ScriptInput } from "./script-input.ts";
import type { ShellInput } from "./shell-input.ts";
import { TypedInput } from "./typed-input.ts";

export interface InputRequest extends Pick<LineEditorOptions, "complete" | "whenInterrupted"> {
  /** A file of commands, as the user named it. */
  readonly file: string | undefined;
  readonly history: () => TypedHistory;
}

const mostBytes = 1024 * 1024;
/** A program that waits for the first prompt writes nothing before it. */
const waitMs = 1000;

/**
 * Opens the input of a session: the file of commands, else the person at the terminal, else standard input, line by
 * line. Throws WCT_USAGE if the file cannot be read, WCT_DEBUG_NO_INPUT if there is nothing to read.
 */
export async function openInput(io: Io, request: InputRequest): Promise<ShellInput> {
  const { file, history, complete, whenInterrupted } = request;
  if (file !== undefined) return new ScriptInput(file, linesOf(textOf(io, file)), io.stderr);
  if (io.openEditor !== null) {
    const earlier = history();
    return new TypedInput(io.openEditor({ history: earlier.lines, complete, whenInterrupted }), earlier);
  }
  const input = new ScriptInput("standard input", io.lines(), io.stderr);
  if (await isEmptyAtOnce(input)) {
    throw wctError("WCT_DEBUG_NO_INPUT", {
      message: "there is no terminal, and standard input has no commands",
      hint: "pipe commands, one per line, or name a file of them: `wct debug RUNBOOK --commands FILE`",
    });
  }
  return input;
}

async function isEmptyAtOnce(input: ScriptInput): Promise<boolean> {
  const { promise: waited, resolve: giveUp } = Promise.withResolvers<false>();
  const cancel = systemClock.after(waitMs, () => giveUp(false));
  try {
    return await Promise.race([input.isEmpty(), waited]);
  } finally {
    cancel();
  }
}

function textOf(io: Io, file: string): string {
  try {
    return readRegularFile(resolve(io.cwd, file), mostBytes).toString("utf8");
  } catch (cause) {
    const { what, hint } = FileProblem.of(cause);
    throw wctError("WCT_USAGE", { message: `--commands "${file}" ${what}`, hint, cause });
  }
}

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split(/\r?\n/);
  yield* lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
