/*
 * Adds to findings what the GDPR says about them: articles, conditions, usual lawful bases.
 *
 * Start at this file, which declares the processor; classify.ts, loaded when it runs, classifies single findings.
 * Must not know: how findings are made, and any layer except the contract in ../../plugin.
 */

import * as z from "zod";
import { defineProcessor, type Limits, ruleset } from "../../plugin/index.ts";
import { counted } from "../counted.ts";

/** Properties of the processor. */
export const gdprClassifierConfig = z.strictObject({
  ruleset: ruleset()
    .prefault("local/gdpr_classes/1.0.0")
    .describe("Ruleset of the articles and groups of each category, subject and purpose"),
  jurisdiction: z.enum(["eu", "uk"]).default("eu").describe("Which GDPR applies: of the European Union or of the UK"),
});

/** Adds to findings what the GDPR says about them. A person decides on lawful bases and conditions. */
export const gdprClassifier = defineProcessor({
  type: "gdpr_classifier",
  description: "Adds articles, groups, usual lawful bases and conditions of the GDPR to findings",
  inputs: [
    ["personal_data_finding:1.0.0", "data_subject_finding:1.0.0?", "processing_purpose_finding:1.0.0?"],
    ["data_subject_finding:1.0.0", "processing_purpose_finding:1.0.0?"],
    ["processing_purpose_finding:1.0.0"],
  ],
  output: "gdpr_finding:1.0.0",
  config: gdprClassifierConfig,
  sensitivity: "none",
  example: "jurisdiction: eu",
  async *process({ config, inputs, fail, log, signal }) {
    const [{ gdprClassRuleset, loadRuleset }, { classifier, summarise }] = await Promise.all([
      import("../rules/index.ts"),
      import("./classify.ts"),
    ]);
    const { rules, identity } = await loadRuleset(config.ruleset, gdprClassRuleset, fail);
    const classify = classifier(rules.rules, config.jurisdiction);
    for (const part of inputs.personal_data_finding?.parts ?? []) {
      for await (const one of part.elements()) classify.add(part.artifact, "personal_data", one.category, one);
    }
    for (const part of inputs.data_subject_finding?.parts ?? []) {
      for await (const one of part.elements()) classify.add(part.artifact, "data_subject", one.subject, one);
    }
    signal.throwIfAborted();
    for (const part of inputs.processing_purpose_finding?.parts ?? []) {
      for await (const one of part.elements()) classify.add(part.artifact, "purpose", one.purpose, one);
    }
    const findings = classify.done();
    yield findings;
    log.info(counted(findings.length, "finding"));
    const { personal_data_finding: personal, data_subject_finding: subjects } = inputs;
    const limits = await limitsOf([
      ...(personal?.parts ?? []),
      ...(subjects?.parts ?? []),
      ...(inputs.processing_purpose_finding?.parts ?? []),
    ]);
    return { summary: summarise(findings), analysis: { ruleset: identity, limits } };
  },
});

interface WithAnalysis {
  readonly rest: () => Promise<{ readonly analysis: { readonly limits: Limits } }>;
}

async function limitsOf(parts: readonly WithAnalysis[]): Promise<Limits> {
  const { joinLimits } = await import("../rules/index.ts");
  const rests = [];
  for (const part of parts) rests.push((await part.rest()).analysis.limits);
  return joinLimits(rests);
}
