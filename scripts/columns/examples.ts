import { tablesOf } from "../../bench/detection/columns/find.ts";
import type { LabelledSchema } from "../../bench/detection/columns/schemas.ts";
import { featuresOf, keyOf } from "../../src/components/personal_data/column_model/features.ts";
import { modelledColumn } from "../../src/components/personal_data/column_model/learned-column.ts";
import { none } from "../../src/components/personal_data/column_model/model.ts";
import { readDatabases } from "../../src/components/personal_data/database.ts";
import { typeFamily } from "../../src/components/rules/index.ts";
import { shippedKit } from "../../src/testing/shipped-rules.ts";

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
  const kit = await shippedKit();
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
