/*
 * Generates content that conforms to a schema, from a seed.
 *
 * Start at sample.ts, which validates what generate.ts makes; collect.ts adds up what several schemas require of a value.
 * Must not know: components, plans and runs.
 */

export { type SampleProfile, sampleProfiles } from "./context.ts";
export { type Sampled, type SampleRequest, sampleContent } from "./sample.ts";
