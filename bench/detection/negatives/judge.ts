import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PersonalDataFinding, StandardInputItem } from "../../../src/plugin/index.ts";
import { itemsIn } from "../../../src/testing/files/file-items.ts";
import { analyse, textItem } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import { hashOf } from "../random.ts";
import type { Table } from "../table.ts";
import { noiseKinds, noiseOf } from "./noise.ts";

const total = 10_000_000;
/** The size of the chunks in which the filesystem connector cuts texts. */
const chunk = 65_536;

/** Counts what is found where nothing is: in made-up numbers and, by path, in code. */
export async function judgeNegatives(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const found: PersonalDataFinding[] = [];
  for (const kind of noiseKinds) {
    const text = noiseOf(kind, total / noiseKinds.length);
    const items = pieces(`${kind.name}.txt`, text);
    const findings = await analyse(items);
    if (options.show?.kind === "noise") showPlaces(findings, items, options.show.type, print);
    found.push(...findings);
  }
  const numbers = countTable("numbers", `${total / 1e6} MB of made-up numbers`, found, ({ locator }) =>
    pathOf(locator),
  );
  if (options.code === undefined) return [numbers];
  const code = await inCode(options.code, options, print);
  return [numbers, countTable("code", `${(code.characters / 1e6).toFixed(1)} MB of code`, code.findings, () => "all")];
}

const pathOf = (locator: PersonalDataFinding["locator"]): string =>
  locator.kind === "file" || locator.kind === "field" ? locator.path.replace(".txt", "") : locator.kind;

/** Pieces without a common part, cut at ends of lines. */
function pieces(path: string, text: string): readonly StandardInputItem[] {
  const items: StandardInputItem[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start + chunk - 1) + 1 || text.length;
    items.push({ ...textItem(`${path}#${items.length}`, text.slice(start, end)) });
    start = end;
  }
  return items;
}

function countTable(
  id: string,
  title: string,
  findings: readonly PersonalDataFinding[],
  rowOf: (finding: PersonalDataFinding) => string,
): Table {
  const categories = [...new Set(findings.map(({ category }) => category))].sort();
  const count = (some: readonly PersonalDataFinding[], category: string): string =>
    String(
      some.filter((one) => one.category === category).reduce((sum, one) => sum + Math.max(1, one.matches.count), 0),
    );
  const rows = [...Map.groupBy(findings, (finding) => rowOf(finding).replace(/#.*/, ""))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, some]) => [row, ...categories.map((category) => count(some, category))]);
  const all = rows.length > 1 ? [["all", ...categories.map((category) => count(findings, category))]] : [];
  const note =
    "Matches by category above the lowest score that is reported. All of them are noise, except real e-mail addresses and names of authors in code.";
  return { id, title, note, head: ["kind", ...categories], rows: [...rows, ...all] };
}

/** Reads files of code as the filesystem connector does, with its texts and its fields. */
async function inCode(folder: string, options: DetectionOptions, print: (line: string) => void) {
  const findings: PersonalDataFinding[] = [];
  let characters = 0;
  for (const path of codeIn(folder)) {
    if (characters >= mostCode) break;
    const content = readFileSync(join(folder, path));
    const items = await itemsIn(path, content);
    characters += content.length;
    const found = await analyse(items);
    if (options.show?.kind === "noise") showPlaces(found, items, options.show.type, print);
    findings.push(...found);
  }
  return { findings, characters };
}

const isCode = /\.(?:[cm]?[jt]sx?|json|css|html|md|ya?ml)$/;
/** Packages whose examples are valid phone numbers, IBANs, identifiers and names. */
const aboutValues = /^(?:@faker-js|ibantools|libphonenumber-js|stdnum)\//;
const largestFile = 2_000_000;
const mostCode = 60_000_000;

/** The files of code in a folder, in an order that mixes its parts. */
function codeIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => isCode.test(path) && !aboutValues.test(path))
    .map((path) => ({ path, at: hashOf(path) }))
    .sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path)
    .filter((path) => {
      const stat = lstatSync(join(folder, path));
      return stat.isFile() && stat.size <= largestFile;
    });
}

function showPlaces(
  findings: readonly PersonalDataFinding[],
  items: readonly StandardInputItem[],
  type: string | undefined,
  print: (line: string) => void,
): void {
  for (const { category, locator, locations = [], explain } of findings) {
    if (type !== undefined && category !== type) continue;
    const path = locator.kind === "file" || locator.kind === "field" ? locator.path : "";
    const text = items.find((item) => item.locator.kind === "file" && item.locator.path === path)?.content ?? "";
    const first = locations.find((one) => one.kind === "file");
    const [offset, length] = first?.kind === "file" ? [first.offset ?? 0, first.length ?? 0] : [0, 0];
    const around = `${text.slice(Math.max(0, offset - 30), offset)}[[${text.slice(offset, offset + length)}]]${text.slice(offset + length, offset + length + 20)}`;
    print(`  ${category} ${path} ${around.replaceAll("\n", "⏎")} (${explain.signals.join("; ")})`);
  }
}
