import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, textItem } from "./analyse.ts";
import type { Table } from "./table.ts";
import { type LabelledText, makeTexts } from "./texts/corpus.ts";

const size = 8_000_000;
const rounds = 3;
/** The size of the chunks in which the filesystem connector cuts texts. */
const chunk = 65_536;

/** Measures the analysis of texts in memory on one core, without reading files and without the host. */
export async function measureSpeed(): Promise<readonly Table[]> {
  const texts = makeTexts();
  const prose = texts.map(({ text }) => text).join("\n\n");
  const folder = join(import.meta.dirname, "../../node_modules/yaml/dist");
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js"))
    .sort()
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
  const rows = [
    ["prose in 23 languages, full of persons", await rateOf(prose)],
    ["prose without persons", await rateOf(texts.map(withoutPersons).join("\n\n"))],
    ["code", await rateOf(code)],
  ];
  const note = `CPU time of one thread, best of ${rounds} rounds over ${size / 1e6} MB, all recognisers. It depends on the machine.`;
  return [{ id: "speed", title: "Speed", note, head: ["text", "MB/s"], rows }];
}

/** Most text that is scanned mentions nobody: no names, no capitals and no digits leave few candidates. */
function withoutPersons({ text, labels }: LabelledText): string {
  const named = labels.filter(({ type }) => type === "person").toSorted((a, b) => b.start - a.start);
  const unnamed = named.reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return unnamed.toLowerCase().replaceAll(/[\d@]/g, "");
}

async function rateOf(sample: string): Promise<string> {
  const items = Array.from({ length: Math.ceil(size / chunk) }, (_, index) => {
    const start = (index * chunk) % Math.max(1, sample.length - chunk);
    return textItem(`${index}.txt`, sample.slice(start, start + chunk));
  });
  const bytes = items.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.threadCpuUsage();
    await analyse(items);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, user + system);
  }
  return (bytes / best).toFixed(1);
}
