import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { facetsIn } from "./standards/facets.ts";
import { formats, problemsBy } from "./standards/json-schema.ts";

/** Where a contributor keeps the files that the publishers of the standards offer; none of them is in the repository. */
export const officialFolder = process.env["WCT_OFFICIAL_SCHEMAS"] || null;

const read = (...path: readonly string[]): Record<string, unknown> => JSON.parse(readFileSync(join(...path), "utf8"));

/** The schema of OASIS for a whole log; none without the folder. */
export function officialSarif(): readonly ValidateFunction[] {
  if (officialFolder === null) return [];
  const { id, $schema, ...schema } = read(officialFolder, "sarif-2.1.0.json");
  // Draft 4 names a schema's address `id`; of what else changed since, this schema uses nothing.
  if (typeof id !== "string" || typeof $schema !== "string") throw new Error("the schema has neither id nor $schema");
  return [new Ajv({ allErrors: true, strict: false, formats }).compile({ $id: id, ...schema })];
}

const openLineage = officialFolder === null ? null : schemasIn(join(officialFolder, "openlineage"));

function schemasIn(folder: string): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, formats });
  for (const name of readdirSync(folder)) ajv.addSchema(read(folder, name));
  return ajv;
}

/** What the schemas of OpenLineage have against an event, each facet by the schema that its `_schemaURL` names. */
export function officialOpenLineage(event: unknown): readonly string[] {
  if (openLineage === null) return [];
  const problems = (url: string, value: unknown): readonly string[] => {
    const validate = openLineage.getSchema(url);
    return validate === undefined ? [`no schema ${url}`] : problemsBy(validate, value);
  };
  return [
    ...problems("https://openlineage.io/spec/2-0-2/OpenLineage.json", event),
    ...facetsIn(event).flatMap(({ key, facet }) => {
      const url = String("_schemaURL" in facet ? facet._schemaURL : "");
      return [...problems(url, facet), ...problems(url.slice(0, url.indexOf("#")), { [key]: facet })];
    }),
  ];
}
