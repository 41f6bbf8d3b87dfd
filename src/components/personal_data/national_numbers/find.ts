import { type ChainToken, chains, countDigits, isSerial } from "./chains.ts";
import { type NumberGroup, type NumberKind, type NumberMatch, rarePassRate } from "./kind.ts";
import { kinds } from "./kinds/index.ts";
import { Labels, labelDistance, type NumberLabel } from "./labels.ts";
import {
  isClear,
  isConfirmed,
  isDirectlyBefore,
  isSample,
  type NumberWindow,
  startsAlone,
  stopsAlone,
} from "./window.ts";

const fewestDigits = 3;
const longest = 30;
const labelBehind = 30;
const strong = kinds.filter(({ passRate }) => passRate !== undefined);
const rare = strong.filter(({ passRate = 1 }) => passRate <= rarePassRate);
const alone = kinds.filter((kind) => kind.alone !== undefined);
const anyAlone = new RegExp(alone.map((kind) => `(?:${kind.alone?.source})`).join("|"));
/** Matches where such a spelling starts, so that most numbers without a label need no closer look. */
const startsOfAlone = new RegExp(anyAlone.source.replace(/[$^]/g, ""), "y");

let latest: { readonly text: string; readonly found: readonly NumberMatch[] } | undefined;

/** Returns the numbers in a text, in order and without overlaps. The result for the latest text is kept. */
export function findNumbers(text: string): readonly NumberMatch[] {
  if (latest?.text !== text) latest = { text, found: [...search(text)] };
  return latest.found;
}

function* search(text: string): Generator<NumberMatch, void, void> {
  let from = 0;
  const labelsOf = new Labels(text);
  for (const tokens of chains(text, fewestDigits)) {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (first === undefined || last === undefined || first.start < from) continue;
    const labels = labelsOf.between(Math.max(from, first.start - labelDistance), last.end + labelBehind);
    for (let at = 0; at < tokens.length; at++) {
      const match = longestAt(text, tokens, { at, labels });
      if (match === undefined) continue;
      yield match;
      from = match.end;
      while ((tokens[at + 1]?.start ?? from) < from) at++;
    }
  }
}

function longestAt(
  text: string,
  tokens: readonly ChainToken[],
  { at, labels }: { readonly at: number; readonly labels: readonly NumberLabel[] },
): NumberMatch | undefined {
  const start = tokens[at]?.start ?? 0;
  if (at > 0 && !isClear(text.slice(tokens[at - 1]?.end, start))) return undefined;
  if (labels.length === 0 && !mayStandAlone(text, start, tokens.at(-1)?.end ?? start)) return undefined;
  for (let to = tokens.length - 1; to >= at; to--) {
    const end = tokens[to]?.end ?? start;
    const next = tokens[to + 1];
    const length = end - start;
    if (
      length > longest ||
      (labels.length === 0 && !canStandAlone(length)) ||
      (next !== undefined && !isClear(text.slice(end, next.start)))
    )
      continue;
    const written = text.slice(start, end);
    if (labels.length === 0 && !anyAlone.test(written)) continue;
    const compact = tokens
      .slice(at, to + 1)
      .map((token) => token.text)
      .join("")
      .toUpperCase();
    const window: NumberWindow = { text, start, end, written, compact };
    if ((countDigits(compact) < fewestDigits && !isSerial(compact)) || !stopsAlone(window)) continue;
    const kind = labels.length > 0 ? labelled(window, labels) : undefined;
    if (kind === "wrong") continue;
    if (kind !== undefined) return { start, end, compact, kind, isLabelled: true };
    const own = standing(window);
    if (own !== undefined) return { start, end, compact, kind: own, isLabelled: false };
  }
  return undefined;
}

function mayStandAlone(text: string, start: number, end: number): boolean {
  startsOfAlone.lastIndex = start;
  return end - start >= shortestAlone && startsOfAlone.test(text);
}

const shortestAlone = 11;
const canStandAlone = (length: number): boolean => length >= shortestAlone && length <= 21;

/** Returns the kind of a number whose spelling is enough. */
function standing(window: NumberWindow): NumberKind | undefined {
  const { written, compact } = window;
  if (!canStandAlone(written.length) || !anyAlone.test(written) || !startsAlone(window)) return undefined;
  return alone.find(
    (kind) => kind.alone?.test(written) === true && kind.form.test(compact) && isConfirmed(kind, compact),
  );
}

/**
 * Returns the kind of a number that a label announces, or that it is wrong: the label directly before it announces a form
 * that it has, with another check digit.
 */
function labelled(window: NumberWindow, labels: readonly NumberLabel[]): NumberKind | "wrong" | undefined {
  const near = labels.filter((label) => label.end <= window.start || isDirectlyBehind(window, label));
  if (near.length === 0) return undefined;
  const nearest = near.find((label) => label.end <= window.start);
  const isDirect = nearest !== undefined && isDirectlyBefore(window, nearest.end);
  let hasFailed = false;
  for (const label of near) {
    for (const kind of label.kinds) {
      if (!kind.form.test(window.compact)) continue;
      const isOwn = isDirect && nearest !== undefined && label.end >= nearest.end;
      if (!(hasFailed && isDoubtful(kind, label)) && accepts(kind, window, isOwn)) return kind;
      hasFailed ||= kind.check !== undefined;
    }
  }
  if (hasFailed) return isDirect ? "wrong" : undefined;
  if (!near.some(({ isGeneral }) => isGeneral)) return undefined;
  return rare.find((kind) => kind.form.test(window.compact) && isConfirmed(kind, window.compact));
}

/** A wrong check digit is not made good by another document that has none and shares the label. */
const isDoubtful = (kind: NumberKind, { own }: NumberLabel): boolean =>
  kind.check === undefined && kind.group !== "account" && !own.has(kind);

/** `isDirect`: the label of the kind stands directly before the number. */
function accepts(kind: NumberKind, window: NumberWindow, isDirect: boolean): boolean {
  if (kind.check === undefined) return isDirect && isConfirmed(kind, window.compact) && hasOwnSpelling(kind, window);
  if (kind.check(window.compact)) return true;
  return isDirect && (isMisprint(kind, window) || isSample(window.compact));
}

const isMisprint = ({ printed }: NumberKind, { text, start, written, compact }: NumberWindow): boolean =>
  printed?.spelling.test(written) === true &&
  printed.check(compact) &&
  /\p{L} $/u.test(text.slice(Math.max(0, start - 2), start));

/** A number without a common form is written in one piece and with capital letters. */
function hasOwnSpelling(kind: NumberKind, { written }: NumberWindow): boolean {
  return kind.isOpen !== true || !/[a-z ]/.test(written);
}

function isDirectlyBehind({ text, end }: NumberWindow, label: NumberLabel): boolean {
  return (
    label.start > end &&
    /^[ ("'[,-]{1,3}$/.test(text.slice(end, label.start)) &&
    !/^[ :=#.]{0,4}\d/.test(text.slice(label.end, label.end + 5))
  );
}

/** Tests a whole value. `isNamed`: the name of the column or field announces a number of the group. */
export function testNumber(
  value: string,
  { group, isNamed }: { readonly group: NumberGroup; readonly isNamed: boolean },
): Omit<NumberMatch, "start" | "end"> | undefined {
  if (
    value.length < 5 ||
    value.length > longest ||
    !/^[\p{L}\d][\p{L}\d .\-/\u00a0\u2009\u202f\u2010-\u2013()+]*$/u.test(value)
  )
    return undefined;
  const compact = value.replace(/[^\p{L}\d+]/gu, "").toUpperCase();
  if (countDigits(compact) < fewestDigits) return undefined;
  const possible = isNamed ? kinds : strong;
  const fits = possible.filter((kind) => kind.group === group && kind.form.test(compact) && isConfirmed(kind, compact));
  const kind = fits.find(({ check }) => check !== undefined) ?? fits[0];
  return kind && { kind, compact, isLabelled: isNamed };
}
