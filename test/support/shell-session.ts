import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completionScripts } from "../../src/cli/completion/scripts.ts";
import { program } from "./program.ts";

export type TestedShell = keyof typeof completionScripts;

/** Whether the shell is here, and `script`, which gives it a terminal. */
export const hasShell = (shell: TestedShell): boolean =>
  process.platform === "linux" && [shell, "script"].every((one) => spawnSync("which", [one]).status === 0);

const longest = 25_000;
const ready = "ready-to-type>";

/**
 * Types a line into a real shell at a terminal, with tabs, and ends it with Enter. Resolves with the words that the
 * program would have got. Wherever the line has no `wct` of its own, nothing is run.
 */
export async function typeInto(shell: TestedShell, line: string, cwd: string): Promise<readonly string[]> {
  const home = mkdtempSync(join(tmpdir(), "wct-shell-"));
  const words = join(home, "words");
  try {
    writeFileSync(join(home, "start"), `${functionOf[shell](words)}\n${completionScripts[shell]}\n${prompts[shell]}\n`);
    const said = await session(shell, { home, cwd, line });
    if (!existsSync(words)) throw new Error(`${shell} called nothing; the terminal showed:\n${said}`);
    return readFileSync(words, "utf8").trimEnd().split("\n");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** `wct` that asks the real one for completions, and only writes down what else it is called with. */
const functionOf: Readonly<Record<TestedShell, (words: string) => string>> = {
  bash: (words) => likeBourne(words),
  zsh: (words) => `autoload -U compinit && compinit -u -D\n${likeBourne(words)}`,
  fish: (words) => `function wct
    if test "$argv[1]" = __complete
      ${process.execPath} ${program} $argv
    else
      printf '%s\\n' $argv > ${words}
    end
  end`,
};
const likeBourne = (words: string): string =>
  `wct() { if [ "$1" = __complete ]; then ${process.execPath} ${program} "$@"; else printf '%s\\n' "$@" > ${words}; fi; }`;
const prompts: Readonly<Record<TestedShell, string>> = {
  bash: `PS1='${ready}'`,
  zsh: `PS1='${ready}'`,
  fish: `function fish_prompt; echo -n '${ready}'; end`,
};
const commands: Readonly<Record<TestedShell, (start: string) => string>> = {
  bash: (start) => `bash --noprofile --rcfile ${start} -i`,
  zsh: () => "zsh -d -i",
  fish: (start) => `fish --no-config -i -C 'source ${start}'`,
};

interface Session {
  readonly home: string;
  readonly cwd: string;
  readonly line: string;
}

function session(shell: TestedShell, { home, cwd, line }: Session): Promise<string> {
  const start = join(home, "start");
  if (shell === "zsh") writeFileSync(join(home, ".zshrc"), readFileSync(start));
  const child = spawn("script", ["-qfec", commands[shell](start), "/dev/null"], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, ZDOTDIR: home, TERM: "xterm", LANG: "C.UTF-8" },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const { pid } = child;
  // A shell that waits for something would wait for ever.
  const end = setTimeout(() => pid !== undefined && process.kill(-pid, "SIGKILL"), longest);
  let said = "";
  let typed = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (typed || !said.includes(ready)) return;
    typed = true;
    child.stdin.write(`${line}\r`);
    child.stdin.write("exit\r");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(end);
      resolve(said);
    });
  });
}
