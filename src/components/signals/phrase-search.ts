import type { SignalRule } from "../rules/index.ts";

/** A rule's phrase in a text, and the offset of its first letter. */
interface Cue {
  readonly rule: number;
  readonly phrase: string;
  readonly offset: number;
}

interface Owner {
  readonly rule: number;
  readonly phrase: string;
}

/**
 * Finds the phrases of all rules in one pass. Matches whole words in any case, separated by spaces, hyphens or a line
 * end.
 */
export function phraseSearch(rules: readonly Pick<SignalRule, "text">[]): (text: string) => Generator<Cue, void, void> {
  const owners = new Map<string, Owner[]>();
  for (const [rule, { text }] of rules.entries()) {
    for (const phrase of new Set(text.map(folded))) {
      owners.set(phrase, [...(owners.get(phrase) ?? []), { rule, phrase }]);
    }
  }
  // Longest first: of two phrases with the same start, the longer one matches, and it also counts for the shorter one.
  const phrases = [...owners.keys()].sort((a, b) => b.length - a.length);
  const byWord = Map.groupBy(phrases, firstWord);
  const saidBy = new Map(phrases.map((one) => [one, ownersOf(one, byWord.get(firstWord(one)) ?? [], owners)]));
  const matchesIn = phraseMatches(byWord);
  return function* search(text) {
    const ends = new Map<number, number>();
    for (const { offset, found } of matchesIn(text)) {
      for (const { rule, phrase } of saidBy.get(folded(found)) ?? []) {
        // "your order number" is one cue, not "your order" and "order number".
        if (offset < (ends.get(rule) ?? 0)) continue;
        ends.set(rule, offset + found.length);
        yield { rule, phrase, offset };
      }
    }
  };
}

interface PhraseMatch {
  readonly offset: number;
  readonly found: string;
}

/**
 * Returns a function that finds the longest phrase at each place of a text, in order. `byWord`: phrases by their first
 * words, longest first. They are tried only where the word stands: one pattern of thousands of alternatives would be
 * tried at every character.
 */
function phraseMatches(byWord: ReadonlyMap<string, readonly string[]>): (text: string) => readonly PhraseMatch[] {
  const symbols = patternOf(byWord.get("") ?? [], "giu");
  const patterns = new Map([...byWord].map(([word, phrases]) => [word, patternOf(phrases, "iuy")]));
  return (text) => {
    const matches: PhraseMatch[] = [];
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
      const pattern = patterns.get(keyOf(word));
      if (pattern === undefined || pattern === null) continue;
      pattern.lastIndex = index;
      const match = pattern.exec(text);
      if (match !== null) matches.push({ offset: index, found: match[0] });
    }
    if (symbols === null) return matches;
    for (const { 0: found, index } of text.matchAll(symbols)) matches.push({ offset: index, found });
    return matches.sort((a, b) => a.offset - b.offset);
  };
}

/** Empty for a phrase that starts with a symbol. */
const firstWord = (phrase: string): string => keyOf(/^[\p{L}\p{N}_]+/u.exec(phrase)?.[0] ?? "");

/** Both small sigmas are the same letter to a pattern that ignores case. */
const keyOf = (word: string): string => word.toLowerCase().replaceAll("ς", "σ");

const patternOf = (phrases: readonly string[], flags: string): RegExp | null =>
  phrases.length === 0 ? null : new RegExp(phrases.map(asPattern).join("|"), flags);

/**
 * Returns the rules that a phrase counts for. For each rule it is the rule's longest phrase at the start of this one.
 */
function ownersOf(
  phrase: string,
  longestFirst: readonly string[],
  owners: ReadonlyMap<string, readonly Owner[]>,
): readonly Owner[] {
  const byRule = new Map<number, Owner>();
  for (const other of longestFirst) {
    if (phrase !== other && !phrase.startsWith(`${other} `)) continue;
    for (const owner of owners.get(other) ?? []) if (!byRule.has(owner.rule)) byRule.set(owner.rule, owner);
  }
  return [...byRule.values()];
}

function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s-]+/g, " ")
    .trim();
}

/**
 * Requires word boundaries only next to letters and digits, so that a phrase may end in a symbol, such as `support@`.
 */
function asPattern(phrase: string): string {
  const words = phrase.split(" ").map((word) => word.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&"));
  const before = /^[\p{L}\p{N}]/u.test(phrase) ? "(?<![\\p{L}\\p{N}_])" : "";
  const after = /[\p{L}\p{N}]$/u.test(phrase) ? "(?![\\p{L}\\p{N}_])" : "";
  return `${before}${words.join("[\\s-]{1,4}")}${after}`;
}
