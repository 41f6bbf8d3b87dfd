import * as z from "zod";
import { defineSchema } from "../schema.ts";
import { confidence, limits } from "./common.ts";
import { sampled } from "./sampled.ts";
import { sampleActivities, sampleCells, sampleEmptyLists, sampleGaps, sampleParties } from "./samples-of-record.ts";

const provenance = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("finding"),
    artifact: z.string(),
    ids: z.array(z.string()).min(1),
    places: z.array(z.string()).optional().describe("Tables, files or fields where these findings are"),
  }),
  z.strictObject({ kind: z.literal("config"), file: z.string(), path: z.string().describe("Dotted path in the file") }),
]);

const status = z
  .enum(["provided", "detected", "inferred", "not_applicable", "not_detected", "needs_human"])
  .describe("How the value is known, or why there is none");

/** Describes a cell of the record: a value with its provenance, or an explicit reason why there is none. */
const cell = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value: value.nullable(),
    status,
    provenance: z.array(provenance),
    confidence: confidence.optional(),
  });

const text = sampled(cell(z.string()), ...sampleCells);
const item = z.string().describe("Item of the Regulation, such as 30(1)(c)");

const party = sampled(z.strictObject({ name: text, address: text, email: text, telephone: text }), ...sampleParties);
const recipient = z.strictObject({ name: text, kind: text, country: text, contract: text });
const transfer = z.strictObject({ recipient: text, country: text, mechanism: text, documentation: text });
const retention = z.strictObject({ category: z.string(), period: text, basis: text });
const measure = z.strictObject({ kind: text, description: text });

/** Describes an empty list: `none` is declared; a cell without a value says why nothing is known. */
const empty = cell(z.literal("none")).optional();

const emptyLists = sampled(
  z.strictObject({
    purposes: empty,
    data_subjects: empty,
    personal_data: empty,
    recipients: empty,
    transfers: empty,
    retention: empty,
    security_measures: empty,
  }),
  ...sampleEmptyLists,
);

const activity = z.strictObject({
  id: z.string(),
  name: text,
  role: z.enum(["controller", "processor"]),
  systems: cell(z.array(z.string())),
  purposes: z.array(text),
  data_subjects: z.array(text),
  personal_data: z.array(
    z.strictObject({
      category: text,
      special_category: z.boolean(),
      sources: z.array(z.string()).describe("Tables, files or fields where it stands"),
    }),
  ),
  recipients: z.array(recipient),
  transfers: z.array(transfer),
  retention: z.array(retention),
  security_measures: z.array(measure),
  lawful_basis: cell(z.array(z.string())),
  special_category_condition: text,
  source_of_data: text,
  automated_decisions: text,
  dpia: text,
  owner: text,
  acting_for: cell(z.array(z.string()))
    .optional()
    .describe("30(2)(b): of a processor, names of the controllers that it is done for"),
  empty_lists: emptyLists.optional().describe("Why each list without rows is empty: declared to be, or not known"),
});

/** The record of processing activities that Art. 30 GDPR requires. Every cell names its source. */
export const gdprArticle30 = defineSchema({
  ref: "gdpr_article_30:1.0.0",
  description: "Record of processing activities (Art. 30 GDPR): every cell with provenance or an explicit gap",
  summary: "summary",
  content: z.strictObject({
    role: z.enum(["controller", "processor", "both"]),
    inputs: z.array(z.strictObject({ artifact: z.string(), schema: z.string(), digest: z.string() })),
    controller: party,
    joint_controllers: z.array(party),
    representatives: z.array(party),
    dpo: party,
    acting_for: z.array(party).describe("30(2)(a): controllers on whose behalf the processor acts"),
    empty_lists: z
      .strictObject({ joint_controllers: empty, representatives: empty, acting_for: empty })
      .optional()
      .describe("Why each list without parties is empty: declared to be, or not known"),
    exemption: z
      .strictObject({ claimed: cell(z.boolean()), reason: text })
      .describe("30(5): only whether it is claimed"),
    activities: sampled(z.array(activity), sampleActivities),
    unassigned: z
      .array(
        z.strictObject({
          category: z.string(),
          special_category: z.boolean(),
          sources: z.array(z.string()),
          findings: z.array(z.string()),
        }),
      )
      .describe("Personal data not covered by any activity; never dropped"),
    candidates: z
      .array(activity)
      .optional()
      .describe("Rows that findings outside every activity suggest, one a system; `wct record draft` declares one"),
    gaps: sampled(
      z.array(z.strictObject({ item, activity: z.string().nullable(), message: z.string(), how_to_fill: z.string() })),
      sampleGaps,
    ),
    completeness: z.strictObject({
      overall: z.number().min(0).max(1),
      by_item: z.record(z.string(), z.strictObject({ filled: z.number().int(), applicable: z.number().int() })),
    }),
    limits,
    summary: z.record(z.string(), z.number()).describe("Counts: activities, gaps, unassigned, filled, applicable"),
  }),
});

export type Article30EmptyLists = z.infer<typeof emptyLists>;
export type Article30Activity = z.infer<typeof activity>;
export type Article30Cell<T> = {
  value: T | null;
  status: z.infer<typeof status>;
  provenance: z.infer<typeof provenance>[];
  confidence?: z.infer<typeof confidence> | undefined;
};
export type Article30Status = z.infer<typeof status>;
export type Article30Provenance = z.infer<typeof provenance>;
export type Article30Party = z.infer<typeof party>;
