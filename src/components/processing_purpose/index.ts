/*
 * Finds the purposes that tables and files serve: payment, delivery, marketing.
 *
 * Start at this file, which declares the processor; finding.ts, loaded when it runs, turns matched rules into findings.
 * Must not know: how signals are collected, which ../signals does, and any layer except the contract in ../../plugin.
 */

import * as z from "zod";
import { defineProcessor, ruleset } from "../../plugin/index.ts";
import { counted } from "../counted.ts";

/** Properties of the processor. */
export const processingPurposeConfig = z.strictObject({
  ruleset: ruleset()
    .prefault("local/processing_purposes/1.0.0")
    .describe("Ruleset of names and phrases that indicate what data is used for"),
  min_score: z.number().min(0).max(1).default(0.5).describe("Findings with a lower score are dropped"),
  require_personal_data: z
    .boolean()
    .default(true)
    .describe(
      "Skip tables and files without personal data and without a key to a table that has some; needs personal data findings as an input",
    ),
});

/** Finds the purposes that tables and files serve: orders, payroll, marketing. A person must confirm the candidates. */
export const processingPurpose = defineProcessor({
  type: "processing_purpose",
  description: "Suggests what data is used for: orders, support, payroll, marketing, by names, keys and texts",
  inputs: [["standard_input:1.0.0", "personal_data_finding:1.0.0?"]],
  output: "processing_purpose_finding:1.0.0",
  config: processingPurposeConfig,
  sensitivity: "none",
  example: "min_score: 0.6",
  async *process({ config, inputs, fail, log, signal, progress }) {
    const [{ countBy, loadRuleset, processingPurposeRuleset }, { findCandidates }, { purposeFinding }] =
      await Promise.all([import("../rules/index.ts"), import("../signals/index.ts"), import("./finding.ts")]);
    const { rules, identity } = await loadRuleset(config.ruleset, processingPurposeRuleset, fail);
    const options = { minScore: config.min_score, signal, progress };
    const { candidates, limits } = await findCandidates(rules, inputs, options);
    const isPersonalOnly = config.require_personal_data && inputs.personal_data_finding !== undefined;
    const findings = candidates
      .filter(({ personalData, isLinked }) => !isPersonalOnly || personalData.length > 0 || isLinked)
      .map(purposeFinding);
    yield findings;
    log.info(counted(findings.length, "finding"));
    return {
      summary: {
        findings: findings.length,
        by_purpose: countBy(findings, ({ purpose }) => purpose),
        by_confidence: countBy(findings, ({ confidence }) => confidence),
      },
      analysis: { ruleset: identity, limits },
    };
  },
});
