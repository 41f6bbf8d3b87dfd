import type { SignalRule } from "../rules/index.ts";

/** A rule's phrase that stands in a text, and where its first letter is. */
export interface Cue {
  readonly rule: number;
  readonly phrase: string;
  readonly offset: number;
}

interface Owner {
  readonly rule: number;
  readonly phrase: string;
}

/** Finds the phrases of all rules in one pass: whole words, in any case, words parted by spaces, hyphens or a line end. */
export function phraseSearch(rules: readonly SignalRule[]): (text: string) => Generator<Cue, void, void> {
  const owners = new Map<string, Owner[]>();
  for (const [rule, { text }] of rules.entries()) {
    for (const phrase of new Set(text.map(folded))) {
      owners.set(phrase, [...(owners.get(phrase) ?? []), { rule, phrase }]);
    }
  }
  // Longest first: of two phrases that begin alike, the longer one is what the text says; it stands for the shorter, too.
  const phrases = [...owners.keys()].sort((a, b) => b.length - a.length);
  const saidBy = new Map(phrases.map((phrase) => [phrase, ownersOf(phrase, phrases, owners)]));
  const pattern = phrases.map(asPattern).join("|");
  return function* search(text) {
    if (pattern === "") return;
    const expression = new RegExp(pattern, "giu");
    const ends = new Map<number, number>();
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      const offset = match.index;
      for (const { rule, phrase } of saidBy.get(folded(match[0])) ?? []) {
        // "your order number" is one cue, not "your order" and "order number".
        if (offset < (ends.get(rule) ?? 0)) continue;
        ends.set(rule, offset + match[0].length);
        yield { rule, phrase, offset };
      }
      // A phrase of another rule may begin inside this one.
      expression.lastIndex = offset + 1;
    }
  };
}

/** Who takes a phrase as said: for each rule the longest of its phrases that it begins with. */
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

/** Boundaries are asked for only beside letters and digits, so that a phrase may end in a sign, as `support@` does. */
function asPattern(phrase: string): string {
  const words = phrase.split(" ").map((word) => word.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&"));
  const before = /^[\p{L}\p{N}]/u.test(phrase) ? "(?<![\\p{L}\\p{N}_])" : "";
  const after = /[\p{L}\p{N}]$/u.test(phrase) ? "(?![\\p{L}\\p{N}_])" : "";
  return `${before}${words.join("[\\s-]{1,4}")}${after}`;
}
