import { analyse, textItem } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import { type Half, halfOf, Random } from "../random.ts";
import { overlapRatio, type Span } from "../score.ts";
import { share, type Table, weakRows } from "../table.ts";
import { spansByPath } from "../types.ts";
import { mutatedIdentifier, validIdentifier } from "./generate.ts";
import { type IdentifierKind, identifierKinds } from "./kinds.ts";

const values = 200;

/** A number in a sentence, with the place where it stands. */
interface PlacedNumber extends Omit<Span, "type"> {
  readonly path: string;
  readonly text: string;
}

/** Judges valid numbers with and without a word of their country near them, and numbers with one wrong digit. */
export async function judgeIdentifiers(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const rows = [];
  for (const kind of identifierKinds) {
    if (options.locale !== undefined && kind.country !== options.locale) continue;
    const half = halfOfKind(kind);
    if (options.half === undefined || half === options.half) rows.push(await judgeKind(kind, half, options, print));
  }
  const note = `Numbers of individuals, ${values} valid and ${values} with one digit changed. Share that is found as a national or tax number with a word of the country near it, without any, as something else; share of changed ones that is found, \`-\` for kinds without a check digit.`;
  const head = ["kind", "half", "with a word", "without", "as something else", "changed"];
  const isWeak = (row: readonly string[]): boolean => Number(row[2]) < 0.99 || Number(row[5]) > 0.01;
  const weak = rows.filter(isWeak).map(([name = ""]) => name);
  const aim = "a recall of .99 with a word near, or above .01 of changed ones";
  return [{ id: "identifiers", title: "National and tax numbers", note, head, rows, ...weakRows(aim, weak) }];
}

const halfOfKind = ({ country, key }: IdentifierKind): Half => halfOf(`${country}.${key}`);

async function judgeKind(
  kind: IdentifierKind,
  half: Half,
  { show }: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly string[]> {
  const random = new Random(`${kind.country}.${kind.key}`);
  const valid = Array.from({ length: values }, () => validIdentifier(kind, random));
  const mutated = valid.flatMap((one) => mutatedIdentifier(kind, one, random) ?? []);
  const near = valid.map((value, index) => withWord(`near-${index}`, value, random.pick(kind.words), index));
  const bare = valid.map((value, index) => placed(`bare-${index}`, "ref ", value, " / open\n"));
  const wrong = mutated.map((value, index) => withWord(`wrong-${index}`, value, random.pick(kind.words), index));
  const found = await foundAt([...near, ...bare, ...wrong]);
  const shareOf = (all: readonly PlacedNumber[], type: RegExp): number =>
    all.filter((one) => type.test(found.get(one.path) ?? "")).length / all.length;
  const name = `${kind.country} ${kind.key}`;
  if (show?.kind === "misses" && half === "rules") {
    const misses = near.filter(({ path }) => found.get(path) !== "national_id").slice(0, 5);
    for (const { text, path } of misses) print(`  ${name}: ${text.trim()}  found ${found.get(path) ?? "nothing"}`);
  }
  const hasCheck = mutated.length > values / 2;
  const isOther = /^(?!national_id$)./;
  const shares = [shareOf(near, /^national_id$/), shareOf(bare, /^national_id$/), shareOf(near, isOther)];
  return [name, half, ...shares.map(share), hasCheck ? share(shareOf(wrong, /^national_id$/)) : "-"];
}

/** A word in one of the ways in which people put it near a number. */
const withWord = (path: string, value: string, word: string, index: number): PlacedNumber => {
  const before = [`${word}: `, `${word} `, `1. ${word} (neu) `, `"${word}";"`][index % 4] ?? "";
  return placed(path, before, value, index % 4 === 3 ? '"\n' : "\n");
};

const placed = (path: string, before: string, value: string, after: string): PlacedNumber => ({
  path: `${path}.txt`,
  text: before + value + after,
  start: before.length,
  end: before.length + value.length,
});

/** What is found at the place of each number, by path. */
async function foundAt(numbers: readonly PlacedNumber[]): Promise<ReadonlyMap<string, string>> {
  const spans = spansByPath(await analyse(numbers.map(({ path, text }) => textItem(path, text))));
  return new Map(
    numbers.flatMap((number) => {
      const hits = (spans.get(number.path) ?? []).filter((span) => overlapRatio(span, number) >= 0.7);
      const best = hits.find(({ type }) => type === "national_id") ?? hits[0];
      return best === undefined ? [] : [[number.path, best.type] as const];
    }),
  );
}
