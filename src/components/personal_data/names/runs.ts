import { type Lexicon, wordFlag } from "./lexicon.ts";
import { type Tokens, tokenKind } from "./tokens.ts";

/** Tokens `first` to `last` (inclusive) that may hold names: capital words, initials and particles between them. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** A run of a text. One that is not promising has only a title before its words. */
interface TokenRun extends Run {
  readonly isPromising: boolean;
}

const longestRun = 12;
const mostParticles = 3;

/** Returns the flags of a token; those of the part before the hyphen if the whole is unknown. */
export function flagsOf(tokens: Tokens, index: number, lexicon: Lexicon): number {
  const flags = lexicon.flags(tokens.hashes[index] ?? 0);
  return flags === 0 && tokens.hashes[index] !== tokens.heads[index] ? lexicon.flags(tokens.heads[index] ?? 0) : flags;
}

export const isCapital = (kind: number | undefined): boolean =>
  kind === tokenKind.capital || kind === tokenKind.capitals || kind === tokenKind.initial;

/** Returns the runs of a text that deserve a closer look. */
export function* runsOf(tokens: Tokens, lexicon: Lexicon): Generator<TokenRun, void, void> {
  const { count, kinds } = tokens;
  for (let index = 0; index < count; index++) {
    if (!isCapital(kinds[index])) continue;
    const last = endOfRun(tokens, index, lexicon);
    const first = startOfRun(tokens, index, lexicon);
    if (isPromising(tokens, { first, last }, lexicon)) yield { first, last, isPromising: true };
    else if (hasTitle(tokens, { first, last }, lexicon)) yield { first, last, isPromising: false };
    index = last;
  }
}

function hasTitle(tokens: Tokens, { first, last }: Run, lexicon: Lexicon): boolean {
  for (let index = Math.max(0, first - 2); index < last; index++)
    if ((lexicon.flags(tokens.hashes[index] ?? 0) & wordFlag.title) !== 0) return true;
  return false;
}

function endOfRun(tokens: Tokens, from: number, lexicon: Lexicon): number {
  const { count, kinds } = tokens;
  let last = from;
  while (last - from < longestRun) {
    const next = afterParticles(tokens, last, lexicon);
    if (next >= count || !isCapital(kinds[next]) || !isBeside(tokens, next)) return last;
    last = next;
  }
  return last;
}

/** Returns the token after `last`, or after the particles and hyphens that follow it. */
function afterParticles(tokens: Tokens, last: number, lexicon: Lexicon): number {
  let next = last + 1;
  while (next - last <= mostParticles && isBeside(tokens, next) && isParticle(tokens, next, lexicon)) next++;
  return next;
}

function startOfRun(tokens: Tokens, from: number, lexicon: Lexicon): number {
  let first = from;
  while (from - first < mostParticles && isBeside(tokens, first) && isParticle(tokens, first - 1, lexicon)) first--;
  return first;
}

/** Whether a token follows the one before it without a line end, a mark or more than one space between them. */
function isBeside({ starts, ends, count }: Tokens, index: number): boolean {
  return index > 0 && index < count && (starts[index] ?? 0) - (ends[index - 1] ?? 0) <= 1;
}

/** `van`, `de la`, and the hyphen and apostrophe behind `al` and `d`. */
function isParticle({ kinds, hashes, text, starts }: Tokens, index: number, lexicon: Lexicon): boolean {
  if (kinds[index] === tokenKind.lower) return (lexicon.flags(hashes[index] ?? 0) & wordFlag.particle) !== 0;
  if (kinds[index] !== tokenKind.mark || kinds[index - 1] !== tokenKind.lower) return false;
  const mark = text.charAt(starts[index] ?? 0);
  return /[-'’]/.test(mark) && (lexicon.flags(hashes[index - 1] ?? 0) & wordFlag.particle) !== 0;
}

const names = wordFlag.first | wordFlag.last;
const cues = wordFlag.title | wordFlag.greeting | wordFlag.label | wordFlag.kin | wordFlag.role | wordFlag.speech;
const others = wordFlag.ordinary | wordFlag.place | wordFlag.time | wordFlag.organisation | wordFlag.nation;

/**
 * Leaves out what cannot be a name, so that only a small part of a text is tagged: a single ordinary word, or an unknown
 * word without a cue beside it.
 */
function isPromising(tokens: Tokens, { first, last }: Run, lexicon: Lexicon): boolean {
  let unknown = 0;
  for (let index = first; index <= last; index++) {
    const flags = flagsOf(tokens, index, lexicon);
    if (tokens.kinds[index] !== tokenKind.initial && (flags & names) !== 0) return true;
    if (isCapital(tokens.kinds[index]) && (flags & (others | cues)) === 0) unknown++;
  }
  if (unknown === 0) return false;
  return unknown > 1 || last > first || hasCue(tokens, { first, last }, lexicon);
}

function hasCue(tokens: Tokens, { first, last }: Run, lexicon: Lexicon): boolean {
  for (let index = Math.max(0, first - 3); index < first; index++)
    if ((lexicon.flags(tokens.hashes[index] ?? 0) & cues) !== 0) return true;
  for (let index = last + 1; index <= Math.min(tokens.count - 1, last + 2); index++)
    if ((lexicon.flags(tokens.hashes[index] ?? 0) & (cues & ~wordFlag.label)) !== 0) return true;
  const isLineStart = first === 0 || tokens.kinds[first - 1] === tokenKind.line;
  return isLineStart && tokens.kinds[last + 1] === tokenKind.mark;
}
