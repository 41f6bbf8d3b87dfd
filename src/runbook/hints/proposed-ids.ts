import { isArtifactId } from "../../domain/index.ts";

/** Letters that Unicode does not decompose into one of a to z and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D" },
  ...{ ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i" },
};

/**
 * Proposes valid ids for invalid ones, as similar as the letters a to z allow. Each proposal is unique, and none is the
 * id of another artifact.
 */
export function idProposals(keys: Iterable<string>): (key: string) => string {
  const taken = new Set(keys);
  // Thousands of keys may lead to the same id, so the last number of each is stored.
  const numbers = new Map<string, number>();
  return (key) => {
    const wanted = wantedId(key);
    let number = numbers.get(wanted) ?? 1;
    let proposal = number === 1 ? wanted : `${wanted}_${number}`;
    while (taken.has(proposal)) proposal = `${wanted}_${++number}`;
    numbers.set(wanted, number);
    taken.add(proposal);
    return proposal;
  };
}

function wantedId(key: string): string {
  const letters = key
    .slice(0, 1000)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\0-\x7f]/gu, (letter) => plainLetters[letter] ?? " ");
  const words = letters.match(/[A-Za-z0-9_-]+/g)?.join("_") ?? "";
  if (!/[A-Za-z0-9]/.test(words)) return "artifact";
  // Leaves space for a number.
  const id = words.slice(0, 120);
  return isArtifactId(id) ? id : `_${id}`;
}
