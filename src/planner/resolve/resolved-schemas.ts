import type { InputGroup, SchemaRef } from "../../domain/index.ts";
import type { ParsedSchemaRef } from "../../schema/index.ts";

/** The schemas of an artifact's output and inputs. */
export interface ResolvedSchemas {
  readonly output: ParsedSchemaRef;
  readonly inputs: readonly SchemaRef[];
  /** The groups of a processor's inputs; empty otherwise. */
  readonly groups: readonly InputGroup[];
}
