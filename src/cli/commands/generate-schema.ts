import type { JsonObject } from "../../domain/index.ts";
import { runbookJsonSchema } from "../../runbook/index.ts";
import type { Io } from "../io.ts";
import type { PluginOptions } from "../options.ts";
import { loadRegistry } from "../wiring/registry.ts";

interface Described {
  readonly type: string;
  readonly configSchema: JsonObject;
  readonly definition: { readonly description: string; readonly example?: string };
}

/** `wct generate-schema`: the JSON Schema of runbooks, with every known component's configuration. */
export async function generateSchema(io: Io, options: PluginOptions): Promise<number> {
  const { connectors, processors } = await loadRegistry(io, options.plugin);
  const schema = runbookJsonSchema({ connectors: described(connectors), processors: described(processors) });
  await io.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}

function described(all: ReadonlyMap<string, Described>) {
  return [...all.values()].map(({ type, configSchema, definition }) => ({
    type,
    configSchema,
    description: definition.description,
    ...(definition.example === undefined ? {} : { example: definition.example }),
  }));
}
