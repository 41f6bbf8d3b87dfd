import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const folder = join(import.meta.dirname, "..", "schemas");
const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, name), "utf8"));

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const uriReference = /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;
const formats = {
  "date-time": dateTime,
  "uri-reference": uriReference,
  uri: (text: string) => uriReference.test(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/** Checks a whole SARIF log by the schema of OASIS. */
export function sarifValidator(): ValidateFunction {
  const { id, $schema, ...schema } = read("sarif-2.1.0.json");
  // Draft 4 names a schema's address `id`; of what else changed since, this schema uses nothing.
  if (typeof id !== "string" || typeof $schema !== "string") throw new Error("the schema has neither id nor $schema");
  return new Ajv({ allErrors: true, strict: false, formats }).compile({ $id: id, ...schema });
}

/** Checks one event by the schemas of OpenLineage; a facet by the schema that its `_schemaURL` names. */
export function openLineageValidators(): {
  readonly event: ValidateFunction;
  readonly facet: (url: string) => ValidateFunction;
} {
  const ajv = new Ajv2020({ allErrors: true, strict: false, formats });
  for (const name of readdirSync(join(folder, "openlineage"))) ajv.addSchema(read(join("openlineage", name)));
  const compiled = (url: string): ValidateFunction => {
    const found = ajv.getSchema(url);
    if (found === undefined) throw new Error(`no schema ${url}`);
    return found;
  };
  return { event: compiled("https://openlineage.io/spec/2-0-2/OpenLineage.json"), facet: compiled };
}
