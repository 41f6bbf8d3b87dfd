import { createRandom } from "../random.ts";

/** Artifacts of a run, and faults during it. Few in a run of the tests; by hand, as many as the variables say. */
export const size: number = Number(process.env["WCT_TORTURE_ARTIFACTS"] ?? 24);
export const faults: number = Number(process.env["WCT_TORTURE_FAULTS"] ?? 2);

/** Milliseconds of work in a whole run, which all of its workers share. */
const workMs = Math.max(7000, size * 15);

/** Sources, and trees of processors over them. Some have content that is stored in chunks. */
export function runbookOf(count: number): string {
  const random = createRandom(count);
  const lines: string[] = [];
  const ms = (): number => random.integer(0, Math.ceil((2 * workMs) / count));
  for (let i = 0; i < count; i++) {
    const id = idOf(i);
    if (i < count / 3) {
      const times = i % 25 === 3 ? 30_000 : 1;
      lines.push(`  ${id}: { source: { type: say, properties: { word: word${i}, ms: ${ms()}, times: ${times} } } }`);
    } else {
      const from = idOf(random.integer(Math.max(0, Math.floor(i - count / 3)), i - 1));
      lines.push(`  ${id}: { inputs: [${from}], process: { type: echo, properties: { ms: ${ms()} } } }`);
    }
  }
  return `${lines.join("\n")}\n`;
}

const idOf = (i: number): string => `a${String(i).padStart(5, "0")}`;
