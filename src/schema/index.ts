/*
 * Schema references, JSON Schemas, matching of inputs, and validation of streamed content.
 *
 * Start at ref.ts and match.ts; compile.ts makes a validator, stream.ts finds the stream of a schema, sample/ generates
 * content.
 * Must not know: components and plans.
 */

export { type Combination, findEqualCombinations } from "./combination.ts";
export { type CompiledSchema, compileSchema } from "./compile.ts";
export {
  type HasStream,
  matchInputs,
  matchPassThrough,
  mayLowerTo,
  type NotJoinable,
  type PassThroughMatch,
  type SchemaInput,
} from "./match.ts";
export { type ParsedSchemaRef, parseSchemaRef, satisfies } from "./ref.ts";
export { type Sampled, type SampleProfile, type SampleRequest, sampleContent, sampleProfiles } from "./sample/index.ts";
export type { SchemaSource } from "./stream.ts";
export type { ValidationIssue } from "./validation-issue.ts";
