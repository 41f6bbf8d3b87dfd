import { createHash, hash } from "node:crypto";
import type { Locator } from "../../../plugin/index.ts";

/** How many characters of a line count, before and behind a match. */
const around = 100;
/** How many values of a field count. */
const mostValues = 10_000;

/** Returns the layout of a text: `a` for each letter, `0` for each digit, one space for any white space. */
export const layoutOf = (text: string): string => (simpleLayout(text) ?? layoutOfAny(text)).trim();

/** Unit by unit, because a text with many matches is full of them. Undefined if units depend on each other. */
function simpleLayout(text: string): string | undefined {
  if (text.length > room.length) return undefined;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const sign = signs[unit] || readSign(unit);
    if (sign === noSign) return undefined;
    if (sign === space && length > 0 && room[length - 1] === space) continue;
    room[length++] = sign;
  }
  return bytes.toString("utf16le", 0, 2 * length);
}

const space = 0x20;
/** The longest texts of which the layout is made often: lines around a match. */
const bytes = Buffer.alloc(1024);
const room = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
/** By code unit, its layout; 0 if it was not read yet. */
const signs = new Uint16Array(0x10000);
const noSign = 0xffff;

function readSign(unit: number): number {
  const character = String.fromCharCode(unit);
  const isJamo = unit >= 0x1100 && unit < 0x1200;
  const dependsOnOthers =
    isJamo || unit === 0 || /[\p{M}\p{Cs}]/u.test(character) || character.normalize("NFC") !== character;
  const sign = dependsOnOthers ? noSign : layoutOfAny(character).charCodeAt(0);
  signs[unit] = sign;
  return sign;
}

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
    this.#addDigest(digestOf(text));
  }

  /** Adds the line of a match, without what is far from it. */
  addLine(content: string, { start, end }: { readonly start: number; readonly end: number }): void {
    const from = lineStart(content, start, Math.max(0, start - around));
    const to = lineEnd(content, end, Math.min(content.length, end + around));
    if (latest?.content !== content || latest.from !== from || latest.to !== to)
      latest = { content, from, to, digest: digestOf(content.slice(from, to)) };
    this.#addDigest(latest.digest);
  }

  #addDigest(digest: number): void {
    this.#sum = (this.#sum + digest) % 2 ** 48;
    this.#count++;
  }

  toString(): string {
    return `${this.#count}:${this.#sum.toString(16)}`;
  }
}

// Several matches often stand in one line.
let latest:
  | { readonly content: string; readonly from: number; readonly to: number; readonly digest: number }
  | undefined;

/** The first 48 bits. A string is made in a third of the time of a buffer. */
function digestOf(text: string): number {
  const digest = hash("sha256", layoutOf(text), "binary");
  let number = 0;
  for (let at = 0; at < 6; at++) number = number * 256 + digest.charCodeAt(at);
  return number;
}

const isBreak = (unit: number): boolean => unit === 0x0a || unit === 0x0d;

function lineStart(content: string, at: number, least: number): number {
  let start = at;
  while (start > least && !isBreak(content.charCodeAt(start - 1))) start--;
  return start;
}

function lineEnd(content: string, at: number, most: number): number {
  let end = at;
  while (end < most && !isBreak(content.charCodeAt(end))) end++;
  return end;
}

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
