import type { Command } from "commander";
import { candidates } from "../completion/candidates.ts";
import { forBash, isOneLine, type Shell, unquoted } from "../completion/quoting.ts";
import { completionScripts } from "../completion/scripts.ts";
import type { Io } from "../io.ts";

/** `wct completion SHELL`: what the shell is to read. */
export async function completion(io: Io, shell: Shell): Promise<number> {
  await io.stdout.write(completionScripts[shell]);
  return 0;
}

/**
 * `wct __complete SHELL -- WORDS...`: what may stand in place of the last word, a line each, then a tab and what it is.
 * Loads no plugin, opens the store for reading only, and never fails: a key press must not print errors.
 */
export async function complete(io: Io, program: Command, shell: Shell, words: readonly string[]): Promise<number> {
  const { plain, show } = inShell(shell, words);
  const found = await candidates(program, plain, io);
  const lines = found
    .filter(({ value }) => isOneLine(value))
    .map(({ value, about }) => `${show(value)}\t${about.replaceAll(/\p{Cc}+/gu, " ")}\n`);
  await io.stdout.write(lines.join(""));
  return 0;
}

interface InShell {
  readonly plain: readonly string[];
  readonly show: (value: string) => string;
}

/** Bash hands over words as typed and inserts what it gets; the others take quotes off and put them on. */
function inShell(shell: Shell, words: readonly string[]): InShell {
  const same = (value: string): string => value;
  switch (shell) {
    case "bash": {
      const read = words.map(unquoted);
      const open = read.at(-1)?.open ?? null;
      return { plain: read.map(({ text }) => text), show: (value) => forBash(value, open) };
    }
    case "fish":
      return { plain: [...words.slice(0, -1), unquoted(words.at(-1) ?? "").text], show: same };
    case "zsh":
      return { plain: words, show: same };
  }
}
