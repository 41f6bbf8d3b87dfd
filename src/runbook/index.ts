export type { DescribedComponent, DescribedComponents } from "./described.ts";
export { type DocumentProblem, type ReadDocument, readDocument, type YamlDocument } from "./document.ts";
export { runbookJsonSchema } from "./json-schema.ts";
export type {
  Located,
  Placeholder,
  Runbook,
  RunbookArtifact,
  RunbookConfig,
  RunbookMethod,
  SourcedObject,
  ValuePath,
} from "./model.ts";
export { type ParsedRunbook, parseRunbook, type RunbookInput } from "./parse-runbook.ts";
