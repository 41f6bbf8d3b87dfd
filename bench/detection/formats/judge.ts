import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlDumpConfig } from "../../../src/components/sql_dump/config.ts";
import { sqlDump } from "../../../src/components/sql_dump/index.ts";
import type { PersonalDataFinding } from "../../../src/plugin/index.ts";
import { collect, fakeContext } from "../../../src/testing/component-context.ts";
import { itemsIn } from "../../../src/testing/files/file-items.ts";
import { analyse } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import type { Table } from "../table.ts";
import { type PersonTable, personTables } from "./records.ts";
import { type FormatFile, formatFiles } from "./write.ts";

const shown = ["name", "date_of_birth", "address", "phone", "email", "bank_account", "government_id"] as const;

/** Judges the same persons in several formats of files: in how many locales is each category found? */
export async function judgeFormats(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const tables = personTables().filter(({ locale }) => options.locale === undefined || locale === options.locale);
  const counts = new Map<string, Map<string, number>>();
  for (const table of tables) {
    for (const file of formatFiles(table)) {
      const findings = await findingsIn(file);
      const found = counts.get(file.format) ?? new Map<string, number>();
      counts.set(file.format, found);
      for (const category of shown) {
        const places = placesOf(findings, category);
        if (places > 0) found.set(category, (found.get(category) ?? 0) + 1);
        else if (options.show?.kind === "misses") print(`  ${file.path}: no ${category}`);
      }
      const noise = noiseIn(findings, table);
      found.set("noise", (found.get("noise") ?? 0) + noise.length);
      if (options.show?.kind === "noise") for (const one of noise) print(`  ${file.path}: ${one}`);
    }
  }
  const rows = [...counts].map(([format, found]) => [
    format,
    ...[...shown, "noise"].map((one) => String(found.get(one) ?? 0)),
  ]);
  return [
    {
      id: "formats",
      title: "Formats",
      note: `The same made-up persons in ${tables.length} locales. In how many each category is found in a file; and findings of other categories in all of them.`,
      head: ["format", ...shown, "noise"],
      rows,
    },
  ];
}

/** A tax number is a right name for a national number, because some countries have one number for both. */
const alsoRight: Readonly<Record<string, string>> = { government_id: "tax_id" };

const placesOf = (findings: readonly PersonalDataFinding[], category: string): number =>
  findings.filter((one) => one.category === category || one.category === alsoRight[category]).length;

const noiseIn = (findings: readonly PersonalDataFinding[], { categories }: PersonTable): readonly string[] =>
  findings
    .filter(({ category }) => !categories.includes(category) && category !== "tax_id")
    .map(({ category, locator, explain }) => `${category} ${JSON.stringify(locator)} (${explain.signals.join("; ")})`);

/** Reads a file as the connector of its format does. */
async function findingsIn({ format, path, content }: FormatFile): Promise<readonly PersonalDataFinding[]> {
  if (format !== "SQL dump") return analyse(await itemsIn(path, content));
  const folder = mkdtempSync(join(tmpdir(), "wct-detection-"));
  try {
    const file = join(folder, path);
    writeFileSync(file, content);
    const config = { ...sqlDumpConfig.parse({ path: file }), path: { path: file, shown: path } };
    const { elements, rest } = await collect(sqlDump.extract(fakeContext({ config, temporaryFolder: folder })));
    return await analyse(elements, rest.structure);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
