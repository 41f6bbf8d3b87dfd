import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { filesystem } from "../filesystem/index.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { sqlite } from "../sqlite/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const folder = new URL("../../../examples/webshop/", import.meta.url);
const at = (path: string) => fileURLToPath(new URL(path, folder));
const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;

const planted = z
  .object({
    database: z.object({
      personal: z.record(z.string(), z.string()),
      ambiguous: z.array(z.string()),
      values: z.record(z.string(), z.array(z.string())),
    }),
    files: z.array(z.object({ planted: z.array(z.object({ value: z.string() })) })),
  })
  .parse(JSON.parse(readFileSync(at("planted.json"), "utf8")));

const part = <E, R>({ elements, rest }: { readonly elements: readonly E[]; readonly rest: R }) => ({ elements, rest });

async function analyse(schemaOnly = false) {
  const read = sqlite.config["~standard"].validate({ database_path: at("data/shop.db"), schema_only: schemaOnly });
  const files = filesystem.config["~standard"].validate({ path: at("data/files") });
  if (read instanceof Promise || files instanceof Promise || read.issues || files.issues)
    throw new Error("configuration");
  const parts = [
    part(await collect(sqlite.extract(fakeContext({ config: read.value })))),
    part(await collect(filesystem.extract(fakeContext({ config: files.value })))),
  ];
  const config = { ...personalDataConfig.parse({}), ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) } };
  return collect(
    personalData.process(fakeContext({ config, inputs: { standard_input: inputOf(standardInput, parts) } })),
  );
}

const columnsOf = ({ elements }: Awaited<ReturnType<typeof analyse>>) =>
  new Map<string, string>(
    elements.flatMap(({ locator, category }) =>
      locator.kind === "column" ? [[`${locator.table}.${locator.column}`, category] as const] : [],
    ),
  );

// The rules were written for this shop, so this test prevents regressions and does not measure quality.
describe.each([
  ["with values", false],
  ["by its structure alone", true],
])("the webshop's database %s", (_, schemaOnly) => {
  test("has its personal columns found, and no trap", async () => {
    const found = columnsOf(await analyse(schemaOnly));
    const { personal, ambiguous } = planted.database;
    const missed = Object.keys(personal).filter((column) => !found.has(column));
    const wrong = [...found.keys()].filter((column) => !(column in personal) && !ambiguous.includes(column));
    expect(wrong).toEqual([]);
    expect(missed.length).toBeLessThanOrEqual(2);
  });
});

test("the findings of the webshop hold none of the planted values", async () => {
  const bytes = JSON.stringify(await analyse()).toLowerCase();
  const values = [
    ...Object.values(planted.database.values).flat(),
    ...planted.files.flatMap((file) => file.planted.map(({ value }) => value)),
  ];
  const long = values.filter((value) => value.length >= 4);
  expect(long.length).toBeGreaterThan(500);
  expect(long.filter((value) => bytes.includes(value.toLowerCase()))).toEqual([]);
});

test("every score of the webshop's findings is the sum of the steps that explain it", async () => {
  const { elements } = await analyse();
  const kinds = new Set<string>();
  for (const { explain, score, locator } of elements) {
    const { steps = [] } = explain;
    const sum = steps.reduce((all, { effect }) => Math.round((all + effect) * 100) / 100, 0);
    expect([locator, sum, steps.at(-1)?.score]).toEqual([locator, score, score]);
    for (const { step } of steps) kinds.add(step);
  }
  expect([...kinds].sort()).toEqual(expect.arrayContaining(["agreement", "name", "table", "validator"]));
});
