import type { Io } from "../io.ts";
import type { PluginOptions } from "../options.ts";
import { documentSchema } from "../wiring/document-schema.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { runbookSchema } from "../wiring/runbook-schema.ts";

export interface GenerateSchemaOptions extends PluginOptions {
  /** A file that a component's configuration names, as `type.key`; runbooks by default. */
  readonly for?: string;
}

/** `wct generate-schema`: the JSON Schema of runbooks with every known component's configuration, or of a file beside. */
export async function generateSchema(io: Io, options: GenerateSchemaOptions): Promise<number> {
  const registry = await loadRegistry(io, options.plugin);
  const schema = options.for === undefined ? runbookSchema(registry) : documentSchema(registry, options.for);
  await io.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}
