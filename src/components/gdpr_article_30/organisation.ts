import * as z from "zod";

const text = z.string().min(1);

/** A key without a value, as in an unfilled form, counts as absent. */
const optional = <S extends z.ZodType>(schema: S, description: string) =>
  z
    .nullable(schema)
    .transform((value): z.output<S> | undefined => value ?? undefined)
    .optional()
    .describe(description);

// Examples belong to the untransformed schema, because the JSON Schema of a transformation has none.
const optionalText = (description: string, ...examples: readonly string[]) =>
  optional(text.meta({ examples }), description);
const requiredText = (description: string, ...examples: readonly string[]) => text.meta({ description, examples });
const optionalTexts = (description: string, examples: readonly string[]) =>
  optional(z.union([text.transform((one) => [one]), z.array(text).meta({ examples: [examples] })]), description);
const list = <S extends z.ZodType>(element: S, description: string) => optional(z.array(element), description);

const party = z.strictObject({
  name: optionalText("The full name.", "Muster GmbH"),
  address: optionalText("Where letters reach it.", "Musterweg 1, 10115 Berlin"),
  email: optionalText("Address for questions about data.", "privacy@example.org"),
  telephone: optionalText("In quotes, so that it stays text.", "+49 30 00000 0"),
});

const recipient = z.strictObject({
  name: requiredText("Who receives data, or the kind of them.", "Payment Service SE"),
  kind: optional(
    z.enum(["internal", "external", "processor"]).meta({ examples: ["processor"] }),
    "Inside the organisation, outside of it, or processing on its behalf.",
  ),
  country: optionalText("Where the recipient is.", "DE"),
  contract: optionalText("The contract, of a processor.", "DPA-2026-001"),
});

const transfer = z.strictObject({
  recipient: optionalText("Which recipient.", "Helpdesk Inc."),
  country: requiredText("The third country or international organisation.", "US"),
  mechanism: optional(
    z.enum(["adequacy", "scc", "bcr", "art49", "unknown"]).meta({ examples: ["scc"] }),
    "What the transfer stands on: an adequacy decision, standard contractual clauses, binding corporate rules, or a derogation of Art. 49.",
  ),
  documentation: optionalText("Where the safeguards are documented.", "Clauses of 2026-01-01"),
});

const retention = z.strictObject({
  category: requiredText("Category of personal data; * stands for all others.", "email"),
  period: requiredText("How long: an ISO 8601 duration, or words.", "P3Y"),
  basis: optionalText("Why so long.", "limitation period for claims"),
});

const measure = z.strictObject({
  kind: requiredText("Kind of measure.", "encryption"),
  description: optionalText("What is done.", "TLS 1.3 on every connection"),
});

const activity = z.strictObject({
  id: requiredText("A short name without spaces, which stays the same.", "order_fulfilment"),
  name: requiredText("What it is called in the record.", "Order fulfilment"),
  role: optional(
    z.enum(["controller", "processor"]).meta({ examples: ["controller"] }),
    "In which role the organisation does it.",
  ),
  systems: optionalTexts("Where its data is: a database, schema or table, or a folder, file or pattern of files.", [
    "shop.orders",
    "exports/*.csv",
  ]),
  systems_not_read: optionalTexts(
    "Where its data is too, in what no source of the runbook reads: paper, other software.",
    ["paper files of the personnel office"],
  ),
  acting_for: optionalTexts("Of a processor: names of the controllers in `acting_for` that it is done for.", [
    "Sample Client Ltd",
  ]),
  purposes: optionalTexts("What it is for; names that `processing_purpose` finds are joined with the findings.", [
    "order_fulfilment",
  ]),
  data_subjects: optionalTexts("Whose data it is.", ["customer"]),
  personal_data: optionalTexts("Categories of personal data, beside those that are found.", ["name", "email"]),
  recipients: list(recipient, "Who receives data of this activity."),
  transfers: list(transfer, "Transfers to third countries; an empty list says that there are none."),
  retention: list(retention, "Time limits of this activity, before the general ones."),
  security_measures: list(measure, "Measures of this activity, in the place of the general ones."),
  lawful_basis: optionalTexts("What allows the processing (Art. 6).", ["Art. 6(1)(b) contract"]),
  special_category_condition: optionalText(
    "What allows processing of special categories (Art. 9(2)), where there are any.",
    "Art. 9(2)(b) employment law",
  ),
  source_of_data: optionalText("Where the data comes from.", "From the customer"),
  automated_decisions: optional(
    z.union([text.meta({ examples: ["none"] }), z.boolean().transform((yes) => (yes ? "yes" : "none"))]),
    "Decisions that no human takes: false, true, or which ones.",
  ),
  dpia: optionalText(
    "The data protection impact assessment, or why none is needed.",
    "not required, checked on 2026-01-01",
  ),
  owner: optionalText("Who answers for the activity.", "Head of logistics"),
});

/**
 * The organisation's declarations, which no scan can detect. Everything is optional; missing declarations become gaps.
 */
export const organisation = z.strictObject({
  controller: optional(
    party,
    "Who decides on purposes and means (Art. 30(1)(a)); of a processor: the organisation itself.",
  ),
  joint_controllers: list(party, "Others that decide together with it; an empty list says that there are none."),
  representatives: list(party, "Representatives in the Union (Art. 27), of an organisation outside of it."),
  dpo: optional(
    z.union([party, z.literal("none").meta({ examples: ["none"] })]),
    "The data protection officer (Art. 37); `none` says that there is none.",
  ),
  acting_for: list(party, "Of a processor: the controllers that it acts for (Art. 30(2)(a))."),
  exemption: optional(
    z.strictObject({
      claimed: z.boolean().meta({ description: "Whether the exemption is claimed.", examples: [false] }),
      reason: optionalText("Why it applies.", "fewer than 250 employees"),
    }),
    "The exemption of Art. 30(5) from keeping a record.",
  ),
  retention: list(
    retention,
    "Time limits for erasure (Art. 30(1)(f)) of every activity without one of its own; category * is the general rule.",
  ),
  security_measures: list(measure, "Technical and organisational measures (Art. 30(1)(g), Art. 32)."),
  recipients: list(recipient, "Who receives data, of every activity without recipients of its own (Art. 30(1)(d))."),
  transfers: list(transfer, "Transfers to third countries (Art. 30(1)(e)); an empty list says that there are none."),
  activities: list(
    activity,
    "The processing activities, one row of the record each. Without any, there is a candidate row for each purpose found.",
  ),
});

export type Organisation = z.infer<typeof organisation>;
export type DeclaredActivity = NonNullable<Organisation["activities"]>[number];
export type DeclaredParty = z.infer<typeof party>;
