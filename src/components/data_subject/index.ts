/*
 * Finds the kinds of people that tables and files describe: customers, employees, visitors.
 *
 * Start at this file, which declares the processor; finding.ts, loaded when it runs, turns matched rules into findings.
 * Must not know: how signals are collected, which ../signals does, and any layer except the contract in ../../plugin.
 */

import * as z from "zod";
import { defineProcessor, ruleset } from "../../plugin/index.ts";
import { counted } from "../counted.ts";

/** Properties of the processor. */
export const dataSubjectConfig = z.strictObject({
  ruleset: ruleset()
    .prefault("local/data_subjects/1.0.0")
    .describe("Ruleset of names and phrases that indicate whose data it is"),
  min_score: z.number().min(0).max(1).default(0.5).describe("Findings with a lower score are dropped"),
});

/** Finds the kinds of people that tables and files describe: customers, employees, visitors. */
export const dataSubject = defineProcessor({
  type: "data_subject",
  description: "Finds whose data it is: customers, employees, applicants, by names, keys and texts",
  inputs: [["standard_input:1.0.0", "personal_data_finding:1.0.0?"]],
  output: "data_subject_finding:1.0.0",
  config: dataSubjectConfig,
  sensitivity: "none",
  example: "min_score: 0.6",
  async *process({ config, inputs, fail, log, signal, progress }) {
    const [{ countBy, dataSubjectRuleset, loadRuleset }, { findCandidates }, { subjectFinding }] = await Promise.all([
      import("../rules/index.ts"),
      import("../signals/index.ts"),
      import("./finding.ts"),
    ]);
    const { rules, identity } = await loadRuleset(config.ruleset, dataSubjectRuleset, fail);
    const options = { minScore: config.min_score, signal, progress };
    const { candidates, limits } = await findCandidates(rules, inputs, options);
    const findings = candidates.map(subjectFinding);
    yield findings;
    log.info(counted(findings.length, "finding"));
    return {
      summary: {
        findings: findings.length,
        by_subject: countBy(findings, ({ subject }) => subject),
        by_confidence: countBy(findings, ({ confidence }) => confidence),
      },
      analysis: { ruleset: identity, limits },
    };
  },
});
