import { type Device, type Io, type Outside, processIo } from "../../src/cli/io.ts";
import type { LineEditor, LineEditorOptions } from "../../src/cli/line-editor.ts";
import { main } from "../../src/cli/main.ts";
import { normalise } from "./cli.ts";
import { expectGolden } from "./golden.ts";

const base = processIo();

export interface ShellRun {
  readonly cwd: string;
  readonly args: readonly string[];
  /** Lines on standard input; null: a person at a terminal, who types `typed`. */
  readonly commands: readonly string[] | null;
  /** What a person types, and what the program gets to ask for completion. */
  readonly typed?: readonly string[];
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly onSignal?: Io["onSignal"];
}

export interface ShellResult {
  readonly code: number;
  /** Both streams, in the order of writing. */
  readonly text: string;
  readonly stdout: string;
  /** What the program gave the line editor. */
  readonly editor: LineEditorOptions | null;
}

/** Runs `wct debug` inside the test's own process. */
export async function runShell({ cwd, args, commands, typed, columns, env, onSignal }: ShellRun): Promise<ShellResult> {
  const all: string[] = [];
  const data: string[] = [];
  const isTerminal = commands === null;
  const device = (also: string[]): Device => ({
    ...{ isTerminal, columns: columns ?? 100, rows: 40, onResize: () => () => undefined },
    write: async (text) => {
      all.push(String(text));
      also.push(String(text));
    },
  });
  let editor: LineEditorOptions | null = null;
  const outside: Outside = {
    ...base,
    ...{ cwd, stdout: device(data), stderr: device([]) },
    env: new Map(Object.entries({ NO_COLOR: "1", CI: "1", ...env })),
    async *lines() {
      yield* commands ?? [];
    },
    openEditor: isTerminal
      ? (options) => {
          editor = options;
          return typing(typed ?? [], all);
        }
      : null,
    onSignal: onSignal ?? (() => () => undefined),
    exitNow: (code) => {
      throw new Error(`the program ended itself with ${code}`);
    },
  };
  const code = await main(["debug", ...args], outside);
  return { code, text: all.join(""), stdout: data.join(""), editor };
}

function typing(lines: readonly string[], screen: string[]): LineEditor {
  const left = [...lines];
  return {
    ask: async (prompt) => {
      const line = left.shift() ?? null;
      screen.push(`${prompt}${line ?? ""}\n`);
      return line;
    },
    close: () => undefined,
  };
}

/** Runs a session and compares it with its golden, without what differs from run to run. */
export async function goldenSession(
  name: string,
  run: ShellRun,
  named: (text: string) => string = (text) => text,
): Promise<ShellResult> {
  const result = await runShell(run);
  const whole = `$ wct debug ${run.args.join(" ")}\n${result.text}exit ${result.code}\n`;
  expectGolden(`debug/${name}.txt`, even(named(whole), run.cwd));
  return result;
}

export const even = (text: string, cwd: string): string =>
  normalise(text, cwd)
    .replaceAll(/\b[0-9a-f]{12}\b/g, "<digest>")
    .replaceAll(/\b\d\d:\d\d\.\d\b/g, "<at>")
    .replaceAll(/(?:<1ms|\b\d+(?:\.\d+)?m?s\b)/g, "<took>")
    .replaceAll("<dir>/", "")
    // How often progress is told depends on the pace of the machine, and so do the numbers of the events.
    .replaceAll(/\bevent \d+ of \d+/g, "event N of N")
    .replaceAll(/\bEvent \d+ of \d+/g, "Event N of N")
    .replaceAll(/after event \d+/g, "after event N")
    .replaceAll(/\band \d+ more\b/g, "and N more")
    // A drawing is as wide as the durations in it.
    .replaceAll(/^.*[│┬┴╯╮].*$/gm, (line) => line.replaceAll(/[ ─]+/g, (gap) => (gap.includes("─") ? "─" : " ")))
    .replaceAll(/ +$/gm, "");
