import * as z from "zod";
import { defineSchema } from "../schema.ts";
import { analysis, confidence, count, counts, evidence, locator, review, score, signal } from "./common.ts";
import { sampled } from "./sampled.ts";
import { sampleAnalysis, sampleDataSubjects, samplePersonalData, samplePurposes } from "./samples-of-findings.ts";

const findingId = z
  .string()
  .describe("Stable across runs: from rule kind, category and place; holds no digest of a value");

const signature = z
  .string()
  .optional()
  .describe("The same after the file was renamed or moved: a digest of the layout of the matches, without a letter");

const scoreSteps = [
  ...(["name", "learned", "table", "form", "validator", "share", "agreement"] as const),
  ...(["phrase", "context", "second_signal", "veto", "ceiling"] as const),
] as const;

const scoreStep = z.strictObject({
  step: z
    .enum(scoreSteps)
    .describe("name, learned, table: of the column; form, validator: of the values; share: of values that match"),
  text: z.string().describe("The reason, in words that contain nothing of a value"),
  effect: z.number().min(-1).max(1).describe("What it added or subtracted"),
  score: score.describe("The score after it"),
});

const personalData = z.strictObject({
  id: findingId,
  category: z.string().describe("Category slug, such as email, phone, name, health"),
  special_category: z.boolean().describe("Candidate for Art. 9 or Art. 10 GDPR"),
  rule: z.string(),
  score,
  confidence,
  locator,
  entity: z
    .strictObject({
      kind: z.enum(["table", "file", "record"]),
      name: z.string().describe("Table, file or record whose subject the data describes"),
      person: z.enum(["self", "linked", "unknown"]).describe("Does it describe a person, refer to one, or neither"),
    })
    .optional(),
  matches: z.strictObject({
    count: count.describe("Occurrences; 0 when only the name matched"),
    distinct: count,
    sample: count.describe("Values or characters examined"),
    share: score.nullable().describe("Share of the sampled values that matched; null for text"),
    values: count
      .optional()
      .describe(
        "Values that the finding may stand for: the matches, if all values were examined; else all values of the column or field; if only a part of the rows was read, the rows of the table",
      ),
    values_estimated: z.boolean().optional().describe("Whether values is an estimate of the server"),
  }),
  evidence: z.array(evidence),
  locations: z
    .array(locator)
    .optional()
    .describe("Location of every match, on request; of a field, the first location of each distinct value"),
  explain: z.strictObject({
    base: score,
    signals: z.array(z.string()).describe("What raised the score"),
    vetoes: z.array(z.string()).describe("What lowered it"),
    steps: z
      .array(scoreStep)
      .min(1)
      .optional()
      .describe("How the score came about, in order; the effects add up to the score"),
  }),
  review: review.optional(),
  signature,
});

/** Locations of personal data, by category. Evidence is masked. */
export const personalDataFinding = defineSchema({
  ref: "personal_data_finding:1.0.0",
  description: "Personal data that was found: category, place, score and masked evidence",
  stream: "findings",
  summary: "summary",
  content: z.strictObject({
    findings: z.array(sampled(personalData, ...samplePersonalData)),
    summary: z.strictObject({
      findings: count,
      special_category: count,
      by_category: sampled(counts, { email: 2, phone: 1 }),
      by_confidence: sampled(counts, { high: 2, medium: 1 }),
      items: count.describe("Items that were scanned"),
      characters: count,
    }),
    analysis: sampled(analysis, sampleAnalysis),
  }),
});

const dataSubject = z.strictObject({
  id: findingId,
  subject: z.string().describe("Category of data subjects, such as customer, employee"),
  score,
  confidence,
  vulnerable: z.string().nullable().describe("child, patient, employee ... where special care is due"),
  entity: z.strictObject({ kind: z.enum(["table", "file"]), name: z.string() }),
  locator,
  signals: z.array(signal).min(1),
  personal_data: z.array(z.string()).describe("Ids of personal data findings at the same entity"),
  review: review.optional(),
  signature,
});

/** Whose data a source contains. */
export const dataSubjectFinding = defineSchema({
  ref: "data_subject_finding:1.0.0",
  description: "Categories of data subjects that a source describes, with the signals that say so",
  stream: "findings",
  summary: "summary",
  content: z.strictObject({
    findings: z.array(sampled(dataSubject, ...sampleDataSubjects)),
    summary: z.strictObject({
      findings: count,
      by_subject: sampled(counts, { customer: 2, employee: 1 }),
      by_confidence: sampled(counts, { high: 2, medium: 1 }),
    }),
    analysis: sampled(analysis, sampleAnalysis),
  }),
});

const processingPurpose = z.strictObject({
  id: findingId,
  purpose: z.string().describe("Purpose slug, such as order_fulfilment, direct_marketing"),
  dpv: z.string().nullable().describe("Nearest purpose of the W3C Data Privacy Vocabulary 2.2"),
  score,
  confidence,
  sensitive: z.boolean(),
  entity: z.strictObject({ kind: z.enum(["table", "file"]), name: z.string() }),
  locator,
  signals: z.array(signal).min(1),
  personal_data: z.array(z.string()).describe("Ids of personal data findings at the same entity"),
  review: review.optional(),
  signature,
});

/** What the data is used for. */
export const processingPurposeFinding = defineSchema({
  ref: "processing_purpose_finding:1.0.0",
  description: "Purposes of processing that a source suggests; a candidate, never a decision",
  stream: "findings",
  summary: "summary",
  content: z.strictObject({
    findings: z.array(sampled(processingPurpose, ...samplePurposes)),
    summary: z.strictObject({
      findings: count,
      by_purpose: sampled(counts, { order_fulfilment: 2, direct_marketing: 1 }),
      by_confidence: sampled(counts, { high: 2, medium: 1 }),
    }),
    analysis: sampled(analysis, sampleAnalysis),
  }),
});

export type PersonalDataFinding = z.infer<typeof personalData>;
export type DataSubjectFinding = z.infer<typeof dataSubject>;
export type ProcessingPurposeFinding = z.infer<typeof processingPurpose>;
