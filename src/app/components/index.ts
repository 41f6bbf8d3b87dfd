/*
 * Lists what a runbook can use: components, rulesets and schemas, of wct itself and of plugins.
 *
 * Start at list-components.ts. The YAML parser is loaded only for the rules of a named ruleset.
 * Must not know: how plugins are found (plugins/), and how lists are printed.
 */

export { documentSchema } from "./document-schema.ts";
export { componentsNamed, listComponents } from "./list-components.ts";
export type { ListedComponent, ListedRule, ListKind } from "./listed.ts";
export { runbookSchema } from "./runbook-schema.ts";
