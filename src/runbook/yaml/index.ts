/*
 * Parses YAML text, within limits, to a tree in which every node has its position, and to problems in file order.
 *
 * Start at compose.ts, then tree-builder.ts and tree.ts; syntax-wording.ts writes the messages for syntax errors.
 * Must not know: what a runbook is; it also reads wct.yaml and other documents.
 */

export { composeTree } from "./compose.ts";
export { jsonTree } from "./json-tree.ts";
export { maxBytes, maxExpandedCharacters } from "./limits.ts";
export { type ReportProblem, type RunbookProblem, toDiagnostics } from "./problems.ts";
export { asList, inQuotes, plainTextFrom } from "./quoting.ts";
export { decodeUtf8, type SourceText, sourceText, type TextSpan } from "./source-text.ts";
export {
  childOf,
  describeNode,
  entryOf,
  follow,
  isExtension,
  isTextNode,
  type MappingEntry,
  type MappingNode,
  quote,
  type ScalarNode,
  type TextOf,
  type TreeNode,
  toJson,
  toJsonObject,
  unreadPaths,
} from "./tree.ts";
