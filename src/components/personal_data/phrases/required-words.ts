/*
 * Reads from a regular expression what every match must hold, so that texts without it need no search, and the expression
 * no compilation.
 */

const item =
  /\\[pPu]\{[^}]*\}|\\u[\da-f]{4}|\\[\s\S]|\(\?<?[=!]|\(\?:|\(\?<\w+>|\[(?:\\[\s\S]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/giu;

/** Strings of which each match holds one, in any case. Undefined if a match may hold none. */
type Required = readonly string[] | undefined;

/** Returns the strings of which every match of an expression holds at least one, in any case; undefined if it need not. */
export function requiredIn(source: string): Required {
  return new SourceReader(source.match(item) ?? []).alternatives();
}

class SourceReader {
  readonly #items: readonly string[];
  #at = 0;

  constructor(items: readonly string[]) {
    this.#items = items;
  }

  /** Reads to the end of a group. */
  alternatives(): Required {
    let all: readonly string[] | undefined = [];
    do {
      const one = this.#sequence();
      all = all === undefined || one === undefined ? undefined : [...all, ...one];
    } while (this.#takes("|"));
    return all;
  }

  /** Of all parts that must be there, the one with the longest strings tells the most. */
  #sequence(): Required {
    let best: Required;
    let run = "";
    const end = (): void => {
      best = better(best, run === "" ? undefined : [run]);
      run = "";
    };
    for (
      let next = this.#items[this.#at];
      next !== undefined && next !== "|" && next !== ")";
      next = this.#items[this.#at]
    ) {
      this.#at++;
      const inside = next.startsWith("(") ? this.alternatives() : undefined;
      if (next.startsWith("(")) this.#takes(")");
      const isOptional = this.#isOptional();
      const letter = isOptional.isOnce ? letterOf(next) : undefined;
      if (letter !== undefined) {
        run += letter;
        continue;
      }
      end();
      const isMust = !isOptional.mayMiss && !/^\(\?<?[=!]/.test(next);
      if (isMust) best = better(best, next.startsWith("(") ? inside : lettersOf(next));
    }
    end();
    return best;
  }

  /** Reads the quantifier behind an item. */
  #isOptional(): { readonly isOnce: boolean; readonly mayMiss: boolean } {
    const next = this.#items[this.#at] ?? "";
    const isQuantifier = next.length === 1 ? "?*+".includes(next) : next.startsWith("{");
    if (!isQuantifier) return { isOnce: true, mayMiss: false };
    this.#at++;
    this.#takes("?");
    return { isOnce: false, mayMiss: /^(?:[?*]|\{0)/.test(next) };
  }

  #takes(item: string): boolean {
    if (this.#items[this.#at] !== item) return false;
    this.#at++;
    return true;
  }
}

const lettersOf = (item: string): Required => {
  const letter = letterOf(item);
  return letter === undefined ? undefined : [letter];
};

/** The letter that an item stands for: itself, an escaped sign, or a class with the two cases of a letter. */
function letterOf(item: string): string | undefined {
  if (item.length === 1) return ".^$()[]{}|?*+\\".includes(item) ? undefined : item.toLowerCase();
  if (/^\[(.)(.)\]$/u.test(item)) {
    const [lower, upper] = [item.charAt(1), item.charAt(2)];
    return lower.toLowerCase() === upper.toLowerCase() ? lower.toLowerCase() : undefined;
  }
  return /^\\[^\p{L}\d]$/u.test(item) ? item.slice(1) : undefined;
}

function better(a: Required, b: Required): Required {
  if (a === undefined || b === undefined) return a ?? b;
  const shortest = (list: readonly string[]): number => Math.min(...list.map(({ length }) => length));
  return shortest(b) > shortest(a) ? b : a;
}
