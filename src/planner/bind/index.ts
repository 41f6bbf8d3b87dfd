/*
 * Binds the components that artifacts name to their configurations: finds the component, checks the configuration,
 * resolves files, secrets and rulesets, and reports every mistake at its location.
 *
 * Start at components.ts, then config.ts; config-shape.ts knows what a component's schema allows.
 * Must not know: inputs, the order of artifacts, or schemas of messages.
 */

export type { Bindings } from "./binding.ts";
export { collectBindings } from "./collect.ts";
export { findMakers } from "./components.ts";
export type { Maker } from "./maker.ts";
export { followExtends, maxRulesetBytes } from "./ruleset-chain.ts";
