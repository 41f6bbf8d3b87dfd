import type { Random } from "../random.ts";
import { charactersOf } from "./characters.ts";
import { type PatternNode, parsePattern } from "./parse.ts";

const parsed = new Map<string, PatternNode>();

/** Number of texts that are made before a pattern is given up. */
const tries = 80;

/**
 * Returns a text that matches a pattern and that `isAccepted`; null if none was found. Every result was tested with the
 * pattern itself.
 */
export function textMatching(
  source: string,
  { random, isAccepted }: { readonly random: Random; readonly isAccepted: (text: string) => boolean },
): string | null {
  const pattern = new RegExp(source, "u");
  const node = parsed.get(source) ?? parsePattern(source);
  parsed.set(source, node);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    // Short texts first; later ones grow, in case a minimal length is wanted.
    const maker = new TextMaker(random, stretches[attempt % stretches.length]!);
    const text = maker.make(node);
    const ahead = maker.ahead.join("");
    for (const one of ahead === "" ? [text] : [text, ahead + text, text + ahead, ahead]) {
      if (pattern.test(one) && isAccepted(one)) return one;
    }
  }
  return null;
}

/** Repetitions beyond the least, at most. */
const stretches = [2, 4, 1, 8, 0, 16, 3, 40, 0, 120];

class TextMaker {
  /** Texts that lookaheads ask for. */
  readonly ahead: string[] = [];
  readonly #random: Random;
  readonly #stretch: number;
  readonly #captured = new Map<string, string>();

  constructor(random: Random, stretch: number) {
    this.#random = random;
    this.#stretch = stretch;
  }

  make(node: PatternNode): string {
    switch (node.kind) {
      case "text":
        return node.text;
      case "class":
        return this.#character(node.source);
      case "sequence":
        return node.parts.map((part) => this.make(part)).join("");
      case "choice":
        return this.make(this.#random.pick(node.branches));
      case "repeat":
        return this.#repeat(node);
      case "group": {
        const text = this.make(node.part);
        for (const name of node.names) this.#captured.set(name, text);
        return text;
      }
      case "reference":
        return this.#captured.get(node.name) ?? "";
      case "ahead":
        this.ahead.push(this.make(node.part));
        return "";
      case "nothing":
        return "";
    }
  }

  #character(source: string): string {
    const characters = charactersOf(source);
    return characters.length === 0 ? "" : this.#random.pick(characters);
  }

  #repeat({ part, least, most }: Extract<PatternNode, { readonly kind: "repeat" }>): string {
    const count = this.#random.integer(least, Math.min(most, least + this.#stretch));
    return Array.from({ length: count }, () => this.make(part)).join("");
  }
}
