import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { program } from "./program.ts";

/** Whether `script` is here, which gives a program a terminal. */
export const hasTerminals = process.platform === "linux" && spawnSync("which", ["script"]).status === 0;

export interface TerminalSession extends AsyncDisposable {
  /** Types characters. A chunk of several counts as pasted: Tab completes only alone. */
  readonly type: (text: string) => void;
  /** Resolves with everything since the last call, once it ends with or contains the text. */
  readonly see: (text: string) => Promise<string>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the real program at a terminal of its own. */
export function startTerminal(args: readonly string[], { cwd, env }: TerminalOptions): TerminalSession {
  const quoted = [process.execPath, program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const child = spawn("script", ["-qfec", `stty cols 100 rows 40; exec ${quoted.join(" ")}`, "/dev/null"], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", TERM: "xterm", LANG: "C.UTF-8", NO_COLOR: "1", ...env },
    stdio: "pipe",
    detached: true,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? -1));
  });
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  const type = (text: string): void => void child.stdin.write(text);
  return { type, see: watcherOf(child), ended, [Symbol.asyncDispose]: end };
}

function watcherOf(child: ChildProcessWithoutNullStreams): TerminalSession["see"] {
  let said = "";
  let seen = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return async (text) => {
    const found = Promise.withResolvers<string>();
    const look = (): void => {
      const plain = stripVTControlCharacters(said).replaceAll("\r", "");
      const at = plain.indexOf(text, seen);
      if (at === -1) return;
      const since = plain.slice(seen, at + text.length);
      seen = at + text.length;
      found.resolve(since);
    };
    const end = (): void => found.reject(new Error(`ended without "${text}":\n${said}`));
    child.stdout.on("data", look);
    child.once("close", end);
    look();
    try {
      return await found.promise;
    } finally {
      child.stdout.off("data", look);
      child.off("close", end);
    }
  };
}
