export { type Combination, findEqualCombinations, type SchemaRequirement } from "./combination.ts";
export { type CompiledSchema, compileSchema } from "./compile.ts";
export type { ValidationIssue } from "./issue.ts";
export {
  type HasStream,
  type InputMatch,
  matchInputs,
  matchPassThrough,
  mayLowerTo,
  type NotJoinable,
  type PassThroughMatch,
  type SchemaInput,
} from "./match.ts";
export {
  canJoin,
  compareVersions,
  groupKey,
  lowestVersion,
  type ParsedSchemaRef,
  parseSchemaRef,
  satisfies,
} from "./ref.ts";
export { describeStream, type SchemaSource, type StreamCheck, type StreamShape } from "./stream.ts";
