/*
 * Variables: values that a client expands step by step, content in pages.
 *
 * Start at references.ts, then json-variable.ts and message-variable.ts.
 * Must not know: which values a stop has (session/), and requests.
 */

export { jsonVariable, type NamedJson } from "./json-variable.ts";
export { messageText, messageVariable, type ShownContent } from "./message-variable.ts";
export { arrayPage } from "./paging.ts";
export { type ChildPage, type Expandable, type ShownVariable, VariableReferences } from "./references.ts";
export { typeName, valueText } from "./value-text.ts";
