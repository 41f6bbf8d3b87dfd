import { Random } from "../random.ts";

/** A kind of text without personal data: makes one line. */
interface NoiseKind {
  readonly name: string;
  readonly line: (random: Random) => string;
}

const hex = "0123456789abcdef";
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const two = (value: number): string => String(value).padStart(2, "0");
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => random.characters(length, hex)).join("-");
const list = (random: Random, length: number, make: () => string, between = " "): string =>
  Array.from({ length: random.integer(Math.ceil(length / 2), length) }, make).join(between);
const numbers = (random: Random, count: number, highest: number, between: string): string =>
  Array.from({ length: count }, () => random.integer(0, highest)).join(between);

/** What the issue trackers of such tools complain about: numbers that look like those of persons. */
export const noiseKinds: readonly NoiseKind[] = [
  { name: "digits", line: (r) => list(r, 12, () => r.characters(r.integer(1, 20))) },
  { name: "digits-with-commas", line: (r) => list(r, 12, () => r.characters(r.integer(4, 18)), ",") },
  { name: "long-numbers", line: (r) => `id=${r.characters(16)} seq=${r.characters(13)} ref ${r.characters(15)}` },
  { name: "hex", line: (r) => list(r, 6, () => r.characters(r.pick([8, 16, 32, 40, 64]), hex)) },
  { name: "uuids", line: (r) => list(r, 3, () => uuid(r)) },
  {
    name: "versions",
    line: (r) => `package-${r.characters(2, hex)} ${numbers(r, r.integer(2, 4), 30, ".")} -> ${numbers(r, 4, 40, ".")}`,
  },
  {
    name: "four-part-versions",
    line: (r) => `assembly Version=${numbers(r, 4, 20, ".")}, file ${numbers(r, 4, 255, ".")}-beta`,
  },
  {
    name: "object-identifiers",
    line: (r) => `1.3.6.1.4.1.${numbers(r, r.integer(3, 7), 300, ".")} = INTEGER ${r.integer(0, 9999)}`,
  },
  { name: "section-numbers", line: (r) => `${numbers(r, 4, 12, ".")} Scope and terms, see ${numbers(r, 4, 12, ".")}` },
  {
    name: "timestamps",
    line: (r) =>
      `${r.integer(1990, 2030)}-${two(r.integer(1, 12))}-${two(r.integer(1, 28))}T${two(r.integer(0, 23))}:${two(r.integer(0, 59))}:${two(r.integer(0, 59))}.${r.characters(6)}Z ${r.characters(10)} ${r.characters(13)}`,
  },
  {
    name: "date-ranges",
    line: (r) =>
      `${two(r.integer(1, 28))}.${two(r.integer(1, 12))}.-${two(r.integer(1, 28))}.${two(r.integer(1, 12))}.${r.integer(1990, 2030)} ${r.integer(1990, 2030)}/${r.integer(1990, 2030)} 10-12 2019-2024`,
  },
  { name: "prices", line: (r) => list(r, 8, () => `${r.integer(0, 9999)}.${two(r.integer(0, 99))} EUR`, "; ") },
  {
    name: "amounts",
    line: (r) => list(r, 6, () => `${r.integer(1, 999)}.${r.characters(3)}.${r.characters(3)},${r.characters(2)}`),
  },
  {
    name: "coordinates",
    line: (r) =>
      list(r, 4, () => `${r.integer(-89, 89)}.${r.characters(6)}, ${r.integer(-179, 179)}.${r.characters(6)}`, " / "),
  },
  { name: "base64", line: (r) => r.characters(r.integer(60, 76), base64) },
  { name: "integrity", line: (r) => `    "integrity": "sha512-${r.characters(86, base64)}==",` },
  {
    name: "lock-file",
    line: (r) =>
      `    "resolved": "https://registry.npmjs.org/a-${r.characters(3, hex)}/-/a-${numbers(r, 3, 20, ".")}.tgz",`,
  },
  {
    name: "serial-numbers",
    line: (r) =>
      `SN ${r.characters(4, "ABCDEFGHJKLMNPRSTUVWXYZ")}${r.characters(8)} P/N ${r.characters(3)}-${r.characters(5)}-${r.characters(3)} ISBN 978-${r.characters(1)}-${r.characters(4)}-${r.characters(4)}-${r.characters(1)}`,
  },
  {
    name: "matrix",
    line: (r) => list(r, 16, () => `${r.pick(["", "-"])}${r.integer(0, 99)}.${r.characters(r.integer(2, 8))}`, "\t"),
  },
  {
    name: "colours-and-sizes",
    line: (r) =>
      `.c${r.characters(4, hex)}{color:#${r.characters(6, hex)};margin:${numbers(r, 4, 40, "px ")}px;z-index:${r.characters(6)}}`,
  },
];

/** Makes about this many characters of one kind. */
export function noiseOf({ name, line }: NoiseKind, characters: number): string {
  const random = new Random(`noise ${name}`);
  const lines: string[] = [];
  for (let length = 0; length < characters; ) {
    const next = line(random);
    lines.push(next);
    length += next.length + 1;
  }
  return `${lines.join("\n")}\n`;
}
