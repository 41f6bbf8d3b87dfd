import { documentSchema, runbookSchema } from "../../app/components/index.ts";
import { loadRegistry } from "../../app/plugins/index.ts";
import type { Io } from "../io.ts";
import type { PluginOptions } from "../options.ts";

interface GenerateSchemaOptions extends PluginOptions {
  /** A file that a component's configuration names, as `type.key`; by default the schema is that of runbooks. */
  readonly for?: string;
}

/**
 * Runs `wct generate-schema`: prints the JSON Schema of runbooks with every known component's configuration, or of a
 * file that a configuration names.
 */
export async function generateSchema(io: Io, options: GenerateSchemaOptions): Promise<number> {
  const registry = await loadRegistry(io, options.plugin);
  const schema = options.for === undefined ? runbookSchema(registry) : documentSchema(registry, options.for);
  await io.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}
