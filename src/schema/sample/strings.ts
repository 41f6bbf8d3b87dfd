import { believable, formatted } from "./believable.ts";
import type { Facts } from "./facts.ts";
import { textMatching } from "./pattern/index.ts";
import type { Random } from "./random.ts";

type TextFacts = Pick<Facts, "minLength" | "maxLength" | "patterns" | "format">;

/** Returns a text for a property of this name; null, and the keyword, if none was found. */
export function textFor(
  facts: TextFacts,
  { name, random }: { readonly name: string | null; readonly random: Random },
): { readonly text: string } | { readonly keyword: string } {
  const { minLength, maxLength, patterns, format } = facts;
  if (minLength > maxLength) return { keyword: "maxLength" };
  const lengthFits = (text: string): boolean => {
    const { length } = [...text];
    return length >= minLength && length <= maxLength;
  };
  const isMatched = (text: string): boolean => patterns.every((pattern) => new RegExp(pattern, "u").test(text));
  const isFine = (text: string): boolean => lengthFits(text) && isMatched(text);
  const candidates = format === null ? [] : formatted(format, random);
  const [source] = patterns;
  const word = [...candidates, ...(format === null ? [believable(name, random)] : [])].find(isFine);
  if (word !== undefined) return { text: word };
  if (source === undefined) return { text: ofLength(candidates[0] ?? believable(name, random), facts) };
  const text =
    joinedText(patterns, { random, isAccepted: isFine }) ?? textMatching(source, { random, isAccepted: isFine });
  return text === null ? { keyword: "pattern" } : { text };
}

type Accepting = Parameters<typeof textMatching>[1];

/** Joins texts of several patterns, each of which may be about another part: `^a` and `z$`. */
function joinedText(patterns: readonly string[], { random, isAccepted }: Accepting): string | null {
  if (patterns.length < 2) return null;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const texts = patterns.map((pattern) => textMatching(pattern, { random, isAccepted: () => true }) ?? "");
    const found = [texts.join(""), texts.toReversed().join("")].find(isAccepted);
    if (found !== undefined) return found;
  }
  return null;
}

/** Cuts a text, or repeats it, so that it has an allowed length in characters. */
function ofLength(text: string, { minLength, maxLength }: TextFacts): string {
  const characters = [...text];
  if (characters.length > maxLength) return characters.slice(0, maxLength).join("").trimEnd().padEnd(minLength, "a");
  const times = Math.ceil((minLength + 1) / (characters.length + 1));
  const repeated = [...Array.from({ length: Math.max(1, times) }, () => text).join(" ")];
  return repeated.slice(0, Math.max(minLength, Math.min(characters.length, maxLength))).join("");
}
