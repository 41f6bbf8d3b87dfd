import type { SchemaSource } from "./stream.ts";
import type { Validators } from "./validators.ts";

/**
 * Returns the validators of a schema that was compiled at build time; null for any other. The build replaces this
 * module (scripts/bundle-schemas.ts), because a thread needs more time to compile the built-in schemas than to make a
 * small artifact.
 */
export function precompiledValidators(_source: SchemaSource): Validators | null {
  return null;
}
