import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { JsonObject } from "../../domain/index.ts";
import { type ConfigSchema, toJsonSchema } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";

/**
 * Returns the JSON Schema of a file that a component's configuration names, given as `type.key`:
 * `gdpr_article_30.organisation`. Throws WCT_USAGE, with the nearest name, if there is none.
 */
export function documentSchema({ connectors, processors }: Registry, name: string): JsonObject {
  const documents = new Map<string, ConfigSchema>(
    [...connectors.values(), ...processors.values()].flatMap(({ type, definition }) =>
      Object.entries(definition.documents ?? {}).map(([key, schema]) => [`${type}.${key}`, schema] as const),
    ),
  );
  const schema = documents.get(name);
  if (schema !== undefined) return { ...toJsonSchema(schema), title: `wct ${name.slice(name.lastIndexOf(".") + 1)}` };
  const known = [...documents.keys()].sort();
  const near = nearest(name, known);
  throw wctError("WCT_USAGE", {
    message: `no component has a schema for a file ${JSON.stringify(name)}`,
    hint: near === undefined ? `choose one of ${listNames(known)}` : `write "${near}"`,
  });
}
