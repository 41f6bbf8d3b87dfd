import { createHash } from "node:crypto";
import type { Locator } from "../../../plugin/index.ts";

/** How many characters of a line count, before and behind a match. */
const around = 100;
/** How many values of a field count. */
const mostValues = 10_000;

/** Returns the layout of a text: `a` for each letter, `0` for each digit, one space for any white space. */
export function layoutOf(text: string): string {
  return (isAscii(text) ? layoutOfAscii(text) : layoutOfAny(text)).trim();
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** Code by code, because a text with many matches is full of them, and most are ASCII. */
function layoutOfAscii(text: string): string {
  const codes = Buffer.from(text, "latin1");
  let length = 0;
  for (const code of codes) {
    const sign = asciiLayout[code] ?? code;
    if (sign === space && codes[length - 1] === space && length > 0) continue;
    codes[length++] = sign;
  }
  return codes.toString("latin1", 0, length);
}

const space = 0x20;
const asciiLayout = Array.from({ length: 128 }, (_, code) => layoutOfAny(String.fromCharCode(code)).charCodeAt(0));

function layoutOfAny(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\p{M}/gu, "")
    .replace(/\p{L}/gu, "a")
    .replace(/\p{N}/gu, "0")
    .replace(/\s+/g, " ");
}

/**
 * The layouts of several texts, independent of their order. It tells whether a file that was renamed or moved is the
 * same, without a letter or digit of a person: the values cannot be found by trying.
 */
export class Layouts {
  #sum = 0;
  #count = 0;

  add(text: string): void {
    const digest = createHash("sha256").update(layoutOf(text)).digest();
    this.#sum = (this.#sum + digest.readUIntBE(0, 6)) % 2 ** 48;
    this.#count++;
  }

  /** Adds the line of a match, without what is far from it. */
  addLine(content: string, { start, end }: { readonly start: number; readonly end: number }): void {
    const before = content.slice(Math.max(0, start - around), start);
    const behind = content.slice(end, end + around);
    const [rest = ""] = behind.split(/[\r\n]/, 1);
    this.add(before.slice(lastBreak(before) + 1) + content.slice(start, end) + rest);
  }

  toString(): string {
    return `${this.#count}:${this.#sum.toString(16)}`;
  }
}

const lastBreak = (text: string): number => Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));

/** Returns the layouts of the values of a field. */
export function layoutsOfValues(values: readonly string[]): Layouts {
  const layouts = new Layouts();
  for (const value of values.slice(0, mostValues)) layouts.add(value);
  return layouts;
}

/**
 * Returns the signature of a finding: the same for a file of any name and folder, and for a table in a database of any
 * name. `layouts`: of the lines or values with matches; a column of a database has none, because its values change.
 */
export function signatureOf(category: string, locator: Locator, layouts: Layouts | undefined): string {
  const parts = [category, locator.kind, ...placeOf(locator), layouts?.toString() ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** The parts of a place that stay when its file is renamed. */
function placeOf(locator: Locator): readonly string[] {
  switch (locator.kind) {
    case "file":
      return [];
    case "field":
      return [locator.sheet ?? "", locator.field];
    case "table":
      return [locator.schema ?? "", locator.table];
    case "column":
      return [locator.schema ?? "", locator.table, locator.column, locator.field ?? ""];
  }
}
