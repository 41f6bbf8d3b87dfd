import { type Lexicon, wordFlag } from "./lexicon.ts";
import { flagsOf, type Run } from "./runs.ts";
import { type Tokens, tokenKind } from "./tokens.ts";
import { emptyHash, hashUnit } from "./units.ts";

/** The number of weights for each label; a power of two. */
export const buckets = 1 << 17;
export const mostFeatures = 48;

/** What the model sees of one text: its tokens, the lists, and the words that the text also writes small. */
export interface Sight {
  readonly tokens: Tokens;
  readonly flags: (index: number) => number;
  readonly languages: (index: number) => number;
  readonly isAlsoLower: (hash: number) => boolean;
  /** What `classOf` returned for a token, plus one; 0 if it was not asked yet. */
  readonly classes: Uint8Array;
  /** Whether common nouns have capitals in the language of the text. */
  readonly isGerman: boolean;
}

export function sightOf(tokens: Tokens, lexicon: Lexicon): Sight {
  // Programs have many words and few names, for which nobody asks.
  let held: LowerWords | undefined;
  const lower = (): LowerWords => {
    held ??= new LowerWords(tokens);
    return held;
  };
  // The flags of each token that was asked for, plus one. The model asks for the same tokens many times.
  const known = new Int32Array(tokens.count);
  return {
    tokens,
    flags: (index) => {
      if (index < 0 || index >= tokens.count) return 0;
      const held = known[index] ?? 0;
      if (held !== 0) return held - 1;
      const flags = flagsOf(tokens, index, lexicon);
      known[index] = flags + 1;
      return flags;
    },
    classes: new Uint8Array(tokens.count),
    languages: (index) => (index < 0 || index >= tokens.count ? 0 : lexicon.languages(tokens.heads[index] ?? 0)),
    isAlsoLower: (hash) => lower().has(hash),
    get isGerman() {
      return lower().isGerman;
    },
  };
}

const germanWords = new Set(
  ["der", "die", "und", "ist", "nicht", "ein", "eine", "mit", "für", "wir", "ich", "auf"].map(hashText),
);

/** The words that a text writes small, in a set that may say yes too often but never no too often. */
class LowerWords {
  readonly #bits: Uint8Array;
  readonly #mask: number;
  readonly isGerman: boolean;

  constructor({ count, kinds, hashes }: Tokens) {
    const size = Math.min(1 << 20, Math.max(64, 1 << Math.ceil(Math.log2(count * 8 + 1))));
    this.#mask = size - 1;
    this.#bits = new Uint8Array(size);
    let german = 0;
    let words = 0;
    for (let index = 0; index < count; index++) {
      if (kinds[index] !== tokenKind.lower) continue;
      const hash = hashes[index] ?? 0;
      this.#bits[mixed(hash) & this.#mask] = 1;
      words++;
      if (germanWords.has(hash)) german++;
    }
    this.isGerman = german > 0 && german * 12 > words;
  }

  has(hash: number): boolean {
    return this.#bits[mixed(hash) & this.#mask] === 1;
  }
}

const mixed = (hash: number): number => hash ^ (hash >>> 13);

function hashText(text: string): number {
  let hash = emptyHash;
  for (let at = 0; at < text.length; at++) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

const { first, last, ordinary, place, time, organisation, title, particle, street, nation, role, kin } = wordFlag;
const name = first | last;
const thing = place | organisation | street | nation;
const vocabulary = ~name;

/** A token in one of about 30 classes: what the lists say, or its kind. */
function classOf(sight: Sight, index: number): number {
  if (index < 0 || index >= sight.tokens.count) return 31;
  const held = sight.classes[index] ?? 0;
  if (held !== 0) return held - 1;
  const found = readClass(sight, index);
  sight.classes[index] = found + 1;
  return found;
}

function readClass({ tokens, flags }: Sight, index: number): number {
  const kind = tokens.kinds[index] ?? 0;
  if (kind >= tokenKind.initial)
    return kind === tokenKind.mark ? 32 + (tokens.text.charCodeAt(tokens.starts[index] ?? 0) & 0x7f) : 22 + kind;
  const found = flags(index);
  if ((found & title) !== 0) return 1;
  if (kind === tokenKind.lower) return lowerClass(found);
  const isAlso = (found & (thing | time)) !== 0 ? 2 : (found & ordinary) !== 0 ? 1 : 0;
  if ((found & name) !== 0) return 6 + ((found & name) - 1) * 3 + isAlso;
  if (isAlso === 1) return 15;
  if ((found & organisation) !== 0) return 16;
  if ((found & street) !== 0) return 17;
  return isAlso === 2 ? 18 : 19;
}

function lowerClass(found: number): number {
  if ((found & particle) !== 0) return 2;
  if ((found & (role | kin)) !== 0) return 3;
  return (found & ordinary) !== 0 ? 4 : 5;
}

/** A word of the lists that is no name stands for itself, all others for their class. */
function contextOf(sight: Sight, index: number): number {
  const known = (sight.flags(index) & vocabulary) !== 0 || sight.tokens.kinds[index] === tokenKind.line;
  return known ? (sight.tokens.hashes[index] ?? 0) : classOf(sight, index);
}

// The features that are being written. A closure or an object for each token takes longer than the features.
let written = new Int32Array(0);
let count = 0;

/** Writes the hash of its arguments, of which each call for a token is a template of its own. */
function put(a: number, b = 0, c = 0): void {
  let hash = Math.imul(count + 1, 0x9e3779b1) ^ Math.imul(a, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul(b, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1) ^ Math.imul(c, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  written[count++] = (hash ^ (hash >>> 15)) & (buckets - 1);
}

interface Position {
  readonly run: Run;
  readonly index: number;
}

/** Writes the features of a token of a run into `into`, as numbers below `buckets`. Returns how many they are. */
export function featuresOf(sight: Sight, position: Position, into: Int32Array<ArrayBuffer>): number {
  written = into;
  count = 0;
  const own = classOf(sight, position.index);
  besideIt(sight, position.index, own);
  inItsRun(sight, position, own);
  endings(sight.tokens, position.index, own);
  return count;
}

/** The classes and words of the two tokens on each side. */
function besideIt(sight: Sight, index: number, own: number): void {
  const before = beforeOf(sight.tokens, index);
  const p1 = classOf(sight, before);
  const p2 = classOf(sight, before - 1);
  const n1 = classOf(sight, index + 1);
  const n2 = classOf(sight, index + 2);
  const w1 = contextOf(sight, before);
  const w2 = contextOf(sight, before - 1);
  const x1 = contextOf(sight, index + 1);
  const x2 = contextOf(sight, index + 2);
  put(own);
  put(own, sight.tokens.kinds[index]);
  put(own, p1);
  put(own, n1);
  put(own, p1, n1);
  put(own, p1, p2);
  put(own, n1, n2);
  put(own, w1);
  put(w1, w2);
  put(own, w2);
  put(own, x1);
  put(x1, x2);
  put(own, x2);
  put(w1);
  put(x1);
  put(w1, x1);
  put(own, sight.isGerman ? 1 : 0, p1);
}

/** Where the token stands in its run, and what the text around the run looks like. */
function inItsRun(sight: Sight, { run, index }: Position, own: number): void {
  const { tokens } = sight;
  const place = (index === run.first ? 1 : 0) | (index === run.last ? 2 : 0);
  put(own, place, tokens.kinds[index]);
  put(own, run.last - run.first);
  put(own, wordShapesAround(sight, run));
  const isAlsoLower = sight.isAlsoLower(tokens.hashes[index] ?? 0) ? 1 : 0;
  put(own, isAlsoLower, isStart(tokens, index) ? 1 : 0);
  put(contextOf(sight, run.first - 1), own, place);
  put(contextOf(sight, run.last + 1), own, place);
  put(agreement(sight, index), own);
}

/** The token before, without the full stop of an abbreviated title. */
function beforeOf({ text, starts, ends, kinds }: Tokens, index: number): number {
  const before = index - 1;
  const isStop = kinds[before] === tokenKind.mark && text.charAt(starts[before] ?? 0) === ".";
  return isStop &&
    (starts[before] ?? 0) === (ends[before - 1] ?? -1) &&
    (ends[before - 1] ?? 0) - (starts[before - 1] ?? 0) < 6
    ? before - 1
    : before;
}

/** Whether a sentence, a line or a quotation starts at the token. */
function isStart({ text, starts, kinds }: Tokens, index: number): boolean {
  const before = index - 1;
  if (before < 0 || kinds[before] === tokenKind.line || kinds[before] === tokenKind.gap) return true;
  return kinds[before] === tokenKind.mark && /[.!?:"“„«>*#(-]/.test(text.charAt(starts[before] ?? 0));
}

/** The shares of capital and of small words around a run: a heading has many capitals. */
function wordShapesAround({ tokens: { kinds, count } }: Sight, run: Run): number {
  let capitals = 0;
  let lowers = 0;
  for (let at = run.first - 1; at >= Math.max(0, run.first - 6) && kinds[at] !== tokenKind.line; at--)
    if (kinds[at] === tokenKind.lower) lowers++;
    else if ((kinds[at] ?? 9) <= tokenKind.mixed) capitals++;
  for (let at = run.last + 1; at <= Math.min(count - 1, run.last + 6) && kinds[at] !== tokenKind.line; at++)
    if (kinds[at] === tokenKind.lower) lowers++;
    else if ((kinds[at] ?? 9) <= tokenKind.mixed) capitals++;
  return Math.min(capitals, 3) * 4 + Math.min(lowers, 3);
}

/** Whether a name shares a language with the name before and behind it. */
function agreement({ languages }: Sight, index: number): number {
  const own = languages(index);
  const before = languages(index - 1);
  const behind = languages(index + 1);
  return (agrees(own, before) << 2) | agrees(own, behind);
}

const agrees = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (a & b) === 0 ? 1 : 2);

/** The first two and the last two to four letters, which tell much of an unknown name. */
function endings({ text, starts, ends }: Tokens, index: number, own: number): void {
  const start = starts[index] ?? 0;
  const end = ends[index] ?? 0;
  let hash = emptyHash;
  for (let length = 1; length <= 4; length++) {
    const at = end - length;
    hash = hashUnit(hash, at > start ? text.charCodeAt(at) : 0x20);
    if (length > 1) put(hash, own === 19 ? 1 : 0);
  }
  put(
    hashUnit(hashUnit(emptyHash, text.charCodeAt(start)), end - start > 1 ? text.charCodeAt(start + 1) : 0x20),
    own === 19 ? 1 : 0,
  );
}
