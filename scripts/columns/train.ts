// Trains the model of columns on labelled, made-up schemas: the half `rules` of the bench and those beside this script.
// Writes src/components/personal_data/column_model/data/columns.bin. Run: node scripts/columns/train.ts
// The same schemas, ruleset and features give the same bytes.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelledSchema, readSchemas } from "../../bench/detection/columns/schemas.ts";
import { encodeColumnModel } from "../../src/components/personal_data/column_model/model.ts";
import { calibrate } from "./calibrate.ts";
import { type Example, examplesOf } from "./examples.ts";
import { learn } from "./learn.ts";

const output = join(import.meta.dirname, "../../src/components/personal_data/column_model/data/columns.bin");

/** Returns the schemas to learn from. */
export function trainingSchemas(): readonly LabelledSchema[] {
  const bench = readSchemas().filter(({ half }) => half === "rules");
  return [...bench, ...readSchemas(join(import.meta.dirname, "schemas"))];
}

/** Returns a digest of examples, which depend on the schemas, the ruleset and the features. */
export const digestOf = (examples: readonly Example[]): string =>
  createHash("sha256").update(JSON.stringify(examples)).digest("hex");

if (import.meta.main) {
  const schemas = trainingSchemas();
  const examples = await examplesOf(schemas);
  const calibration = calibrate(examples);
  const model = { ...learn(examples), calibration, learnedFrom: digestOf(examples) };
  const bytes = encodeColumnModel(model);
  writeFileSync(output, bytes);
  const features = model.weights.keys.length;
  console.log(`${schemas.length} schemas, ${examples.length} columns, ${features} features, ${bytes.length} bytes`);
  console.log(calibration.map(([high, share]) => `${high.toFixed(2)}: ${share}`).join("\n"));
}
