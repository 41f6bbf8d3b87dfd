import type { ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, ordinary } = wordFlag;
/** What a word may be besides a name. An ordinary word beside a name is one as well. */
const other = 0xffff & ~first & ~last & ~ordinary;

/** A row of SQL up to the start of a value in quotes: behind `VALUES`, or behind another row and with a number as its key. */
const row = /(?:\bVALUES\s{0,9}|\)\s?,\s{0,9}(?=\(\s?(?:\d{1,19}|NULL)\s?,))\((?:[^'();]|'(?:[^'\n]|'')*')*'$/i;
/** The cells before a name are few and short in tables of persons. */
const reach = 300;
const given: ReadonlySet<number> = new Set([tokenKind.capital, tokenKind.capitals, tokenKind.mixed]);
/** The whole next cell, or the whole cell before. */
const nextCell = /^', ?'(?:\p{Ll}{1,4} ){0,3}\p{Lu}[\p{L}\p{M} ’-]{1,30}'/u;
const cellBefore = /'(?:\p{Ll}{1,4} ){0,3}\p{Lu}[\p{L}\p{M} ’-]{1,30}', ?'$/u;
const longestCell = 40;

/**
 * Adds the first and the last name in cells of their own in a row of SQL: `VALUES (17, 'Ines', 'Falk')`. Arrays and
 * arguments of programs hold quoted words as well, and these are seldom names.
 */
export function addQuotedRows(sight: Sight, found: ScoredName[]): void {
  const { text, starts, ends, kinds, count } = sight.tokens;
  const added: ScoredName[] = [];
  for (let at = 0; at < count; at++) {
    const [start, end] = [starts[at] ?? 0, ends[at] ?? 0];
    if (!given.has(kinds[at] ?? 0) || text.charAt(start - 1) !== "'" || text.charAt(end) !== "'") continue;
    const flags = sight.flags(at);
    if ((flags & first) === 0 || (flags & other) !== 0 || !isInRow(text, start)) continue;
    const family = familyBehind(sight, at) ?? familyBefore(sight, at);
    if (family === undefined) continue;
    added.push({ first: at, last: at, ...cell }, { ...family, ...cell });
    at = Math.max(at, family.last);
  }
  if (added.length === 0) return;
  const isFree = (name: ScoredName): boolean =>
    !found.some((one) => one.first <= name.last && name.first <= one.last && one.score >= cell.score);
  const free = added.filter(isFree);
  const kept = found.filter((one) => !free.some((name) => one.first <= name.last && name.first <= one.last));
  found.splice(0, found.length, ...kept, ...free);
  found.sort((a, b) => a.first - b.first);
}

const cell = { note: "first and last name in a row of a table", least: 0.7, score: 0.7, strength: 1 } as const;

const isInRow = (text: string, start: number): boolean => row.test(text.slice(Math.max(0, start - reach), start));

interface Family {
  readonly first: number;
  readonly last: number;
}

/** The marks `'`, `,` and `'` stand between two cells. */
const marksBetween = 3;

function familyBehind({ tokens: { text, starts, ends, count } }: Sight, at: number): Family | undefined {
  const end = ends[at] ?? 0;
  const match = nextCell.exec(text.slice(end, end + longestCell));
  if (match === null) return undefined;
  const from = at + 1 + marksBetween;
  let to = from;
  while (to + 1 < count && (starts[to + 1] ?? 0) < end + match[0].length - 1) to++;
  return { first: from, last: to };
}

function familyBefore(sight: Sight, at: number): Family | undefined {
  const { text, starts } = sight.tokens;
  const start = starts[at] ?? 0;
  const match = cellBefore.exec(text.slice(Math.max(0, start - longestCell), start));
  if (match === null) return undefined;
  const to = at - 1 - marksBetween;
  let from = to;
  while ((starts[from - 1] ?? 0) > start - match[0].length) from--;
  return { first: from, last: to };
}
