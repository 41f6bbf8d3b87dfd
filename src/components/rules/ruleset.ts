import * as z from "zod";
import { valuePattern } from "./pattern.ts";
import { recogniserIds } from "./recogniser-ids.ts";

/** What a column says about the rows of its table. */
const tellings = ["person", "person_beside", "contact", "role", "medical"] as const;

const phrases = z.array(z.string().min(1).max(100));
const score = z.number().min(0).max(1);
const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be a slug such as date_of_birth");

export const head = {
  id: z.string().min(1).describe("provider/name/version"),
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version such as 1.0.0"),
  description: z.string().min(1),
};

const entities = z.strictObject({
  person: phrases.default([]).describe("Tables whose rows are persons"),
  linked: phrases.default([]).describe("Tables whose rows belong to one person, such as appointments"),
  thing: phrases.default([]).describe("Tables whose rows are no persons"),
  possession: phrases.default([]).describe("Things whose data is that of the person to whom their table refers"),
  organisation: phrases.default([]).describe("Things with names, telephone numbers and addresses of their own"),
  organisation_columns: phrases.default([]).describe("Columns that only organisations have"),
  trailing: phrases.default([]).describe("Words that say nothing at the end of a table's name"),
  neutral: phrases.default([]).describe("Words that may stand beside a name that must be whole"),
  words: phrases.default([]).describe("More words of which fused names consist"),
});

const language = z.strictObject({
  person: phrases.default([]).describe("Tables whose rows are persons"),
  organisation: phrases.default([]).describe("Things with names, telephone numbers and addresses of their own"),
  thing: phrases.default([]).describe("Tables whose rows are no persons"),
  linked: phrases.default([]).describe("Tables whose rows belong to one person, such as appointments"),
  words: phrases.default([]).describe("More words of which fused names consist"),
  parts: z.record(slug, phrases).default({}).describe("Words for which `<id>` stands in names of rules"),
  names: z.record(slug, phrases).default({}).describe("Names by the id of their rule"),
  about: z.record(slug, phrases).default({}).describe("Words in names of tables by the id of their rule"),
});

/** An example of a rule: a text, or a column as `table.column TYPE`, with values if the rule tests them. */
const example = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string(),
    values: z.array(z.string()).optional(),
    beside: z.array(z.string()).default([]),
  }),
  z.strictObject({ text: z.string() }),
]);

export type RuleExample = z.infer<typeof example>;

const personalDataRule = z.strictObject({
  id: slug,
  category: slug,
  special_category: z.boolean().default(false),
  severity: z.enum(["low", "medium", "high"]).default("medium"),
  base: score.default(0.7).describe("Score of the name alone"),
  names: phrases.default([]),
  exclude: phrases.default([]).describe("Other words in the name that say it is something else"),
  tells: z
    .enum(tellings)
    .optional()
    .describe(
      "What a column of this rule says about its table. Two of `person`, or one with `person_beside` or `contact`, make " +
        "its rows persons; so do `person_beside` with `contact`, and two of `person_beside`. `role`, and three of `medical`, " +
        "make its rows refer to persons",
    ),
  coded: z
    .enum(["no", "too", "only"])
    .default("no")
    .describe("Whether keys with its names are found in tables of persons: `gender_id`; `only`: only keys are"),
  not_keys: z.boolean().default(false).describe("Only columns of databases that the structure does not call keys"),
  with: phrases.default([]).describe("Another word of the name must be one of these"),
  about: phrases.default([]).describe("The table's name must hold one of these"),
  about_keys: phrases.default([]).describe("A key to one of these tables counts as much as a name of `about`"),
  vetoed_types: z.array(z.enum(["integer", "real", "boolean", "date", "text", "binary"])).default([]),
  tables: z.enum(["any", "not_thing", "person_or_linked", "person", "beside_person"]).default("any"),
  beside: phrases
    .default([])
    .describe("Another column of the table must have one of these names; `@rule` stands for all names of a rule"),
  recogniser: z.enum(recogniserIds).optional(),
  shape: z
    .enum(["words", "digits"])
    .optional()
    .describe("What most values must look like: letters without digits, or with digits"),
  values: phrases.default([]).describe("Vocabulary of whole values"),
  patterns: z.array(valuePattern).max(20).default([]).describe("Regular expressions of values"),
  phrases: phrases
    .default([])
    .describe("Words that speak for it inside a value of a table about persons, or in a text near a person or context"),
  context: phrases.default([]).describe("Words before a match in a text, or around a phrase, that raise its score"),
  examples: z.strictObject({ match: z.array(example), no_match: z.array(example) }).optional(),
});

export type PersonalDataRule = z.infer<typeof personalDataRule>;

export const personalDataRuleset = z.strictObject({
  ...head,
  kind: z.literal("personal_data"),
  entities,
  exclude: phrases.default([]).describe("Words that no name of personal data holds beside the rule's own"),
  parts: z.record(slug, phrases).default({}).describe("Words for which `<id>` stands in names of rules"),
  languages: z.record(z.string().regex(/^[a-z]{2}$/, "must be a language code such as de"), language).default({}),
  persons: phrases.default([]).describe("Words for one person: a second signal for a special category in a text"),
  topics: phrases
    .default([])
    .describe("Words of sentences about a subject, such as an article; a special category then requires more"),
  rules: z.array(personalDataRule).min(1),
});

export type PersonalDataRuleset = z.infer<typeof personalDataRuleset>;

const signalExample = z.union([
  z.strictObject({
    table: z.string(),
    columns: z.array(z.string()).default([]),
    references: z.array(z.string()).default([]),
  }),
  z.strictObject({ path: z.string(), text: z.string().default("") }),
]);

export type SignalExample = z.infer<typeof signalExample>;

const signalRule = z.strictObject({
  id: slug,
  tables: phrases.default([]).describe("Names of tables and files; the last word says what a row is"),
  records: phrases
    .default([])
    .describe("Tables with data of the person, such as prescriptions; a key to other persons says more"),
  hints: phrases.default([]).describe("Names of tables and files that count only together with another signal"),
  columns: phrases.default([]),
  text: phrases.default([]).describe("Phrases in texts"),
  said: phrases.default([]).describe("Phrases of letters and forms that say it of the person they are about"),
  roles: phrases
    .default([])
    .describe("Words for the person that count in texts beside a name or before one as a label"),
  exclude: phrases.default([]).describe("Words in a table's name that say it is something else"),
  exclude_columns: phrases.default([]).describe("Names of columns beside which the entity's own name says nothing"),
  general: z.boolean().default(false).describe("Not reported where another rule also matches: users who are customers"),
  referenced_by: phrases
    .default([])
    .describe("Tables whose keys to a table of a general rule say that its rows are this: orders of users"),
  acting: z
    .boolean()
    .default(false)
    .describe("Persons who handle the rows of others: a key to them counts where no key refers to others"),
  beside: phrases
    .default([])
    .describe(
      "Tables that its words need beside them to mean these persons: applicants beside jobs. Elsewhere they mean whom the database is about",
    ),
  user_columns: phrases
    .default([])
    .describe("Columns that say that a table of users holds these persons: users with a salary are employees"),
  gives_way_to: z
    .array(slug)
    .default([])
    .describe("Rules whose persons its words mean in a database about those: the clients of a clinic are its patients"),
  served: z
    .boolean()
    .default(false)
    .describe("Persons whom staff serve: users beside a table of them are staff, unless a key joins the two tables"),
  staff: z.boolean().default(false).describe("These are the staff who serve them"),
  persons: phrases
    .default([])
    .describe("Names that mean these persons in a database about them: `subject` in a database of studies"),
  database: phrases
    .default([])
    .describe(
      "Words in names of tables that say that a database is about these persons. Its users are then taken for them",
    ),
  not_about: phrases
    .default([])
    .describe("Words in names of tables that say that a database is not about these persons: pets beside diagnoses"),
  examples: z.strictObject({ match: z.array(signalExample), no_match: z.array(signalExample) }).optional(),
});

const weights = z.strictObject({
  table: score,
  mention: score,
  column: score,
  relation: score,
  text: score,
  said: score.default(0.4),
  role: score.default(0.4),
  personal_data: score,
});

const subjectRule = z.strictObject({
  ...signalRule.shape,
  subject: slug,
  vulnerable: z.string().nullable().default(null),
});
const purposeRule = z.strictObject({
  ...signalRule.shape,
  purpose: slug,
  dpv: z.string().nullable().default(null).describe("Purpose of the W3C Data Privacy Vocabulary"),
  sensitive: z.boolean().default(false),
});

export const dataSubjectRuleset = z.strictObject({
  ...head,
  kind: z.literal("data_subjects"),
  weights,
  rules: z.array(subjectRule).min(1),
});

export const processingPurposeRuleset = z.strictObject({
  ...head,
  kind: z.literal("processing_purposes"),
  weights,
  rules: z.array(purposeRule).min(1),
});

const article = z.string().regex(/^\d{1,2}(?:\([0-9a-z]+\))*$/, "must be an article such as 9(2)(h)");

const gdprClassRule = z.strictObject({
  id: slug,
  of: z.enum(["personal_data", "data_subject", "purpose"]).describe("The kind of finding that it classifies"),
  classes: z.array(slug).min(1).describe("Categories, subjects or purposes"),
  group: z.string().min(1).describe("Group of classes, in words"),
  articles: z.array(article).min(1).describe("Articles of the GDPR that apply"),
  special: z.enum(["article_9", "article_10"]).optional().describe("Needs a condition of this article"),
  lawful_bases: z.array(article).default([]).describe("Usual candidates; a person decides"),
  dpia: z.enum(["recommended", "not_indicated"]).default("not_indicated").describe("Data protection impact assessment"),
  note: z.string().optional().describe("What a person should know"),
});

export type GdprClassRule = z.infer<typeof gdprClassRule>;

export const gdprClassRuleset = z.strictObject({
  ...head,
  kind: z.literal("gdpr_classes"),
  rules: z.array(gdprClassRule).min(1),
});

export type SignalRule = z.infer<typeof signalRule>;
export type SignalWeights = z.infer<typeof weights>;
export type SubjectRule = z.infer<typeof subjectRule>;
export type PurposeRule = z.infer<typeof purposeRule>;
