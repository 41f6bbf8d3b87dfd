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
      // A phrase of another rule may start inside this one.
      expression.lastIndex = offset + 1;
    }
  };
}

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
