import { readFileSync } from "node:fs";
import { tablesOf } from "../../bench/detection/columns/find.ts";
import type { LabelledSchema } from "../../bench/detection/columns/schemas.ts";
import { makeKit } from "../../src/components/personal_data/analyse.ts";
import { featuresOf, keyOf } from "../../src/components/personal_data/column_model/features.ts";
import { modelledColumn } from "../../src/components/personal_data/column_model/learned-column.ts";
import { none } from "../../src/components/personal_data/column_model/model.ts";
import { personalDataConfig } from "../../src/components/personal_data/config.ts";
import { readDatabases } from "../../src/components/personal_data/database.ts";
import { compileRules } from "../../src/components/personal_data/rules.ts";
import { parseRuleset, personalDataRuleset, typeFamily } from "../../src/components/rules/index.ts";
import { rulesetFiles } from "../../src/components/rulesets/index.ts";

/** A labelled column as the model sees it. */
export interface Example {
  readonly schema: string;
  /** Keys of its features. */
  readonly keys: readonly number[];
  /** A category, or `none`. */
  readonly label: string;
}

/** Returns the columns of the schemas that are personal data by themselves or none; not those that are linked. */
export async function examplesOf(schemas: readonly LabelledSchema[]): Promise<readonly Example[]> {
  const kit = makeKit(personalDataConfig.parse({}), compileRules(await shippedRuleset()));
  return schemas.flatMap(({ name: schema, columns }) => {
    const { entityAt } = readDatabases({ databases: [{ name: schema, tables: tablesOf(columns) }] }, kit);
    return columns.flatMap(({ table, name, type, kind, categories }) => {
      if (kind === "linked") return [];
      const entity = entityAt({ kind: "column", database: schema, table, column: name });
      const column = modelledColumn({ name, family: typeFamily(type), entity }, kit.rules.entities);
      const { own, around } = featuresOf(column);
      return { schema, keys: [...own, ...around].map(keyOf), label: categories[0] ?? none };
    });
  });
}

async function shippedRuleset() {
  const shipped = rulesetFiles.find(({ uri }) => uri.startsWith("local/personal_data/"));
  if (shipped === undefined) throw new Error("no ruleset of personal data");
  const file = { uri: shipped.uri, text: readFileSync(shipped.file, "utf8") };
  return parseRuleset(file, personalDataRuleset, (code, text) => {
    throw new Error(`${code}: ${text}`);
  });
}
