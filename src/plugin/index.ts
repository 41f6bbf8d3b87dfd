/*
 * The contract of component authors, published as `wct-cli/plugin`.
 *
 * Start at component.ts, then plugin.ts; host-values.ts has files, secrets and rulesets, schemas/ the built-in schemas.
 * Must not know: runs, records and stores; a component sees only its configuration, its inputs and its context.
 */

export {
  declaredTermText,
  formatPercent,
  type LocatorLike,
  locationText,
  percentOf,
  periodText,
  termText,
} from "../domain/index.ts";
export { importOptionalPackage, type MissingPackage } from "../files/index.ts";
export {
  type ConnectorDefinition,
  type Context,
  type DeclaredPlace,
  defineConnector,
  defineExporter,
  defineProcessor,
  type ExportContext,
  type ExporterDefinition,
  type Input,
  type InputPart,
  type InputsOf,
  type Log,
  type Origin,
  type ProcessorDefinition,
  type Production,
  type Requirement,
  type SchemaLike,
  type SourceContext,
  type SourceState,
} from "./component.ts";
export {
  besideMark,
  dir,
  type FileOptions,
  file,
  type HostValue,
  type HostValueKind,
  hostMark,
  type PathValue,
  type RulesetValue,
  ruleset,
  rulesetDigest,
  Secret,
  secret,
} from "./host-values.ts";
export { type BoundConfig, type ConfigIssue, type Hydrated, hydrateConfig } from "./hydrate.ts";
export {
  type AnyComponent,
  type AnyConnector,
  type AnyExporter,
  type AnyProcessor,
  definePlugin,
  type PluginDefinition,
  type RulesetFile,
} from "./plugin.ts";
export {
  type ContentFile,
  type ContentPart,
  collectRecords,
  type ReadingOptions,
  type RecordCollector,
  readContent,
  readingLimits,
} from "./reading/index.ts";
export { defineRecogniser, type RecognisedPlace, type TextBatch } from "./recogniser.ts";
export { type ContentOf, defineSchema, type ElementOf, type RestOf, type SchemaDefinition } from "./schema.ts";
export {
  type Article30Activity,
  type Article30Cell,
  type Article30EmptyLists,
  type Article30Party,
  type Article30Provenance,
  type Article30Status,
  type BuiltInSchemas,
  builtInSchemas,
  type DataSubjectFinding,
  dataSubjectFinding,
  type GdprFinding,
  gdprArticle30,
  gdprFindingSchema,
  type Limits,
  type Locator,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
  personalDataFinding,
  processingPurposeFinding,
  type RecognisedTextSpan,
  recognisedText,
  type StandardInputItem,
  type StandardInputTable,
  standardInput,
} from "./schemas/index.ts";
export { sampled, withoutSamples } from "./schemas/sampled.ts";
export { type ConfigSchema, type InputOf, type OutputOf, toJsonSchema } from "./standard.ts";
