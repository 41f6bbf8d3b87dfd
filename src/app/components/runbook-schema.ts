import type { JsonObject } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import { runbookJsonSchema } from "../../runbook/index.ts";

interface Described {
  readonly type: string;
  readonly configSchema: JsonObject;
  readonly definition: { readonly description: string; readonly example?: string };
}

/** Returns the JSON Schema of runbooks, including the configuration of every component of a registry. */
export const runbookSchema = ({ connectors, processors }: Registry): JsonObject =>
  runbookJsonSchema({ connectors: described(connectors), processors: described(processors) });

function described(all: ReadonlyMap<string, Described>) {
  return [...all.values()].map(({ type, configSchema, definition }) => ({
    type,
    configSchema,
    description: definition.description,
    ...(definition.example === undefined ? {} : { example: definition.example }),
  }));
}
