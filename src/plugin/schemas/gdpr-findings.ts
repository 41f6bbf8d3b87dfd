import * as z from "zod";
import { defineSchema } from "../schema.ts";
import { analysis, confidence, count, counts, locator, review, score } from "./common.ts";
import { sampled } from "./sampled.ts";
import { sampleAnalysis, sampleGdprFindings } from "./samples-of-findings.ts";

const gdpr = z.strictObject({
  law: z.enum(["GDPR", "UK GDPR"]),
  articles: z.array(z.string()).min(1).describe("Articles that apply, such as 9(1)"),
  group: z.string().describe("Group of classes, in words"),
  special_category: z.boolean().describe("Art. 9: processing is prohibited without a condition"),
  criminal_data: z.boolean().describe("Art. 10: criminal convictions and offences"),
  condition: z
    .strictObject({
      article: z.string().describe("Where the conditions stand"),
      status: z.literal("needs_human").describe("Which of them is met, only a person can say"),
    })
    .nullable()
    .describe("The condition that the processing needs beside a lawful basis"),
  lawful_bases: z.array(z.string()).describe("Usual candidates for a purpose; a person decides"),
  dpia: z.enum(["recommended", "not_indicated"]).describe("Whether an impact assessment should be considered"),
  note: z.string().nullable().describe("What a person should know"),
});

const gdprFinding = z.strictObject({
  id: z.string().describe("Id of the finding that was classified"),
  artifact: z.string().describe("The artifact that holds this finding"),
  kind: z.enum(["personal_data", "data_subject", "purpose"]),
  class: z.string().describe("Category, subject or purpose"),
  score,
  confidence,
  locator,
  gdpr,
  review: review.optional(),
});

/** Findings with what the GDPR says about them. */
export const gdprFindingSchema = defineSchema({
  ref: "gdpr_finding:1.0.0",
  description: "Findings with the articles of the GDPR that apply, and what a person must decide",
  stream: "findings",
  summary: "summary",
  content: z.strictObject({
    findings: z.array(sampled(gdprFinding, ...sampleGdprFindings)),
    summary: z.strictObject({
      findings: count,
      special_category: count,
      criminal_data: count,
      dpia_recommended: count,
      by_group: sampled(counts, { "contact data": 2, "data concerning health": 1 }),
      by_article: sampled(counts, { "4(1)": 2, "9(1)": 1 }),
    }),
    analysis: sampled(analysis, sampleAnalysis),
  }),
});

export type GdprFinding = z.infer<typeof gdprFinding>;
