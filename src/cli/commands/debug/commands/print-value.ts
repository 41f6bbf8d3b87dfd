import { cutTo, plural, safeText } from "../../../../render/index.ts";
import type { Sink } from "../../../io.ts";

/** More is hard to read on a terminal, and pushes everything else off it. */
const mostLines = 60;

/**
 * Prints the value of an expression as JSON: all of it to a file or a pipe; on a terminal its first lines, cut to the
 * width, and what is missing.
 */
export async function printValue(stdout: Sink, value: unknown): Promise<void> {
  const text = JSON.stringify(value, jsonNumber, 2) ?? String(value);
  const all = text.split("\n").map(safeText);
  await stdout.write(`${(stdout.isTerminal ? firstOf(all, stdout.columns) : all).join("\n")}\n`);
}

function firstOf(all: readonly string[], columns: number): readonly string[] {
  const [only] = all;
  // A single value is what was asked for.
  if (all.length === 1 && only !== undefined) return [only];
  const lines = all.slice(0, mostLines).map((line) => cutTo(line, columns, "…"));
  const more = all.length - lines.length;
  return more === 0 ? lines : [...lines, `${plural(more, "line")} not shown; print a part of the value`];
}

/** CEL has 64-bit integers. */
const jsonNumber = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)) : value;
