/*
 * Parses the text of a runbook to its model, in which every node has its location, or to a list of all mistakes.
 *
 * Start at parse-runbook.ts, which uses yaml/ and read/; model.ts is the result.
 * Must not know: components, the registry and files; values are read as they are written.
 */

export { readDocument, type YamlDocument } from "./document.ts";
export type {
  ArtifactInput,
  ChildInclude,
  GivenInput,
  Located,
  MappedName,
  Placeholder,
  Runbook,
  RunbookArtifact,
  RunbookConfig,
  RunbookInput,
  RunbookMethod,
  RunbookOutput,
  SourcedObject,
  ValuePath,
  WantedType,
} from "./model.ts";
export {
  applyOverrides,
  type ConfigOverride,
  isOverridden,
  parseConfigPath,
  parseOverride,
  showConfigPath,
  withOverrideNamed,
} from "./override/index.ts";
export { type ParsedRunbook, parseJsonRunbook, parseRunbook } from "./parse-runbook.ts";
export { defaultConcurrency } from "./read/index.ts";
export { runbookJsonSchema } from "./schema/index.ts";
export { maxBytes as maxDocumentBytes } from "./yaml/index.ts";
