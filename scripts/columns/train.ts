// Trains the model of columns on labelled, made-up schemas: the half `rules` of the bench and those beside this script.
// Writes src/components/personal_data/column_model/data/columns.bin. Run: node scripts/columns/train.ts
// The same schemas give the same bytes.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelledSchema, readSchemas } from "../../bench/detection/columns/schemas.ts";
import { encodeColumnModel } from "../../src/components/personal_data/column_model/model.ts";
import { calibrate } from "./calibrate.ts";
import { examplesOf } from "./examples.ts";
import { learn } from "./learn.ts";

const output = join(import.meta.dirname, "../../src/components/personal_data/column_model/data/columns.bin");

/** Returns the schemas to learn from, and a digest of them. */
export function trainedOn(): { readonly schemas: readonly LabelledSchema[]; readonly digest: string } {
  const bench = readSchemas().filter(({ half }) => half === "rules");
  const schemas = [...bench, ...readSchemas(join(import.meta.dirname, "schemas"))];
  return { schemas, digest: createHash("sha256").update(JSON.stringify(schemas)).digest("hex") };
}

if (import.meta.main) {
  const { schemas, digest } = trainedOn();
  const examples = await examplesOf(schemas);
  const calibration = calibrate(examples);
  const model = { ...learn(examples), calibration, schemas: digest };
  const bytes = encodeColumnModel(model);
  writeFileSync(output, bytes);
  const features = model.weights.keys.length;
  console.log(`${schemas.length} schemas, ${examples.length} columns, ${features} features, ${bytes.length} bytes`);
  console.log(calibration.map(([high, share]) => `${high.toFixed(2)}: ${share}`).join("\n"));
}
