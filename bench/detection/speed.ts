import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, textItem } from "./analyse.ts";
import type { Table } from "./table.ts";
import { makeTexts } from "./texts/corpus.ts";

const size = 8_000_000;
const rounds = 3;

/** Measures the analysis of texts in memory on one core, without reading files and without the host. */
export async function measureSpeed(): Promise<readonly Table[]> {
  const prose = makeTexts()
    .map(({ text }) => text)
    .join("\n\n");
  const parser = join(import.meta.dirname, "../../node_modules/typescript/package.json");
  const code = readFileSync(join(parser, "../../yaml/dist/parse/parser.js"), "utf8");
  const rows = [
    ["prose in 24 languages, full of persons", await rateOf(prose)],
    ["prose without persons", await rateOf(withoutPersons(prose))],
    ["code", await rateOf(code)],
  ];
  const note = `CPU time of one thread, best of ${rounds} rounds over ${size / 1e6} MB, all recognisers. It depends on the machine.`;
  return [{ title: "Speed", note, head: ["text", "MB/s"], rows }];
}

/** Most text that is scanned mentions nobody: small letters and no digits leave few candidates. */
const withoutPersons = (text: string): string => text.toLowerCase().replaceAll(/[\d@]/g, "");

async function rateOf(sample: string): Promise<string> {
  const chunk = sample.repeat(Math.ceil(65_536 / sample.length)).slice(0, 65_536);
  const whole = sample.length > 65_536 ? sample : chunk;
  const items = Array.from({ length: Math.ceil(size / 65_536) }, (_, index) => {
    const start = (index * 65_536) % Math.max(1, whole.length - 65_536 + 1);
    return textItem(`${index}.txt`, whole.slice(start, start + 65_536));
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
