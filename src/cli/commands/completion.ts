import type { Command } from "commander";
import { isSafeText, safeText } from "../../diagnostics/index.ts";
import { candidates } from "../completion/candidates.ts";
import { forBash, type Shell, unquoted } from "../completion/quoting.ts";
import { completionScripts } from "../completion/scripts.ts";
import type { Io } from "../io.ts";

/** Runs `wct completion SHELL`: prints the script for the shell. */
export async function completion(io: Io, shell: Shell): Promise<number> {
  await io.stdout.writeData(completionScripts[shell]);
  return 0;
}

/**
 * Runs `wct __complete SHELL -- WORDS...`: prints the candidates for the last word, one per line, each followed by a
 * tab and its description. Loads no plugin, opens the store read-only, and never fails: a key press must not print
 * errors.
 */
export async function complete(io: Io, program: Command, shell: Shell, words: readonly string[]): Promise<number> {
  const { plain, show } = inShell(shell, words);
  const found = await candidates(program, plain, io);
  const lines = found
    .filter(({ value }) => isSafeText(value))
    .map(({ value, about }) => `${show(value)}\t${safeText(about)}\n`);
  await io.stdout.writeData(lines.join(""));
  return 0;
}

interface InShell {
  readonly plain: readonly string[];
  readonly show: (value: string) => string;
}

/** Bash passes words as typed and inserts candidates unchanged; the other shells remove and add quotes themselves. */
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
