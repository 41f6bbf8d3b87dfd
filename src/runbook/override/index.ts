/*
 * Configuration that a user changes for one run: reads `ARTIFACT.config.PATH=VALUE`, and applies such changes to a
 * runbook in memory.
 *
 * Start at parse-override.ts for the text, then apply-overrides.ts.
 * Must not know: components and their schemas; the planner checks the result like any other configuration.
 */

export { applyOverrides } from "./apply-overrides.ts";
export { parseConfigPath, showConfigPath } from "./config-path.ts";
export { isOverridden, withOverrideNamed } from "./override-location.ts";
export { type ConfigOverride, parseOverride } from "./parse-override.ts";
