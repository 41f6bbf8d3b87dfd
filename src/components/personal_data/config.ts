import * as z from "zod";
import { ruleset, secret } from "../../plugin/index.ts";
// Bypasses the folder's index, so that reading a configuration does not load the modules that load rulesets.
import { recogniserIds } from "../rules/recogniser-ids.ts";

const recogniser = z.enum(recogniserIds);
const score = z.number().min(0).max(1);
const words = z.array(z.string().min(1).max(500));

// Most populous countries first, because a number may be valid in several.
const defaultRegions =
  "DE FR GB IT ES US PL NL BE AT CH SE CZ PT RO HU GR DK FI NO IE BG HR SK SI LT LV EE LU CY MT".split(" ");

const shortestKey = 16;
const fewestCharacters = 5;

/** A short key, or one of few different characters, can be found by trying. */
const isWeakKey = (key: string): boolean => key.length < shortestKey || new Set(key).size < fewestCharacters;

const weakKey =
  `must be a random text of at least ${shortestKey} characters, ${fewestCharacters} of them different, ` +
  "such as the output of `openssl rand -hex 32`";

/** The rules that wct includes. */
export const shippedRuleset = "local/personal_data/1.0.0";

export const personalDataConfig = z.strictObject({
  ruleset: ruleset()
    .prefault(shippedRuleset)
    .describe("Ruleset of column names, keys and words that indicate personal data"),
  recognisers: z
    .strictObject({
      include: z.array(recogniser).optional().describe("Only these"),
      exclude: z.array(recogniser).default([]).describe("All but these"),
    })
    .prefault({})
    .describe("Which kinds of values to recognise; all by default"),
  regions: z
    .array(z.string().regex(/^[A-Z]{2}$/, "must be a country code such as DE"))
    .default(defaultRegions)
    .describe("Countries whose national phone numbers are recognised, the most likely first"),
  min_score: score.default(0.5).describe("Findings with a lower score are dropped"),
  thresholds: z.partialRecord(recogniser, score).default({}).describe("Minimum score of single recognisers"),
  column: z
    .strictObject({
      min_distinct: z.number().int().min(1).default(3).describe("Distinct values that must match"),
      min_share: score.default(0.2).describe("Share of the sampled values that must match"),
      learned: z
        .boolean()
        .default(true)
        .describe(
          "Also find columns of databases that no rule names, by a model that learned from labelled columns. It also lowers the score of a built-in rule where such columns hardly ever hold personal data",
        ),
    })
    .prefault({})
    .describe("When the values of a column make it personal data"),
  allow: z
    .strictObject({
      values: words.default([]).describe("Values that are not reported"),
      patterns: words.default([]).describe("The same with * for any characters, such as *@example.org"),
      paths: words.default([]).describe("Files or columns (table.column) that are not reported; * for any characters"),
    })
    .prefault({})
    .describe("Known exceptions"),
  evidence: z
    .strictObject({
      mode: z
        .enum(["masked", "hash", "none", "plain"])
        .default("masked")
        .describe(
          "What findings show of values: a mask, a keyed hash (equal values are equal everywhere the key is used), nothing, or the value itself",
        ),
      key: secret()
        .optional()
        .describe("Key of mode hash, at least 16 characters; the same for all runbooks whose findings are joined"),
      max_per_finding: z.number().int().min(1).max(20).default(3).describe("Maximum number of samples per finding"),
      locations: z
        .enum(["first", "all"])
        .default("first")
        .describe(
          "all: each finding lists the location of every match, up to 10,000; of a field, the first location of each distinct value",
        ),
      context_chars: z
        .number()
        .int()
        .min(0)
        .max(500)
        .default(60)
        .describe("How many characters before a match are searched for context words"),
    })
    .superRefine(({ mode, key }, context) => {
      if (mode !== "hash") return;
      if (key === undefined)
        context.addIssue({ code: "custom", path: ["mode"], message: 'hash needs "key", such as "${EVIDENCE_KEY}"' });
      else if (isWeakKey(key.reveal())) context.addIssue({ code: "custom", path: ["key"], message: weakKey });
    })
    .prefault({})
    .describe("Evidence of a finding"),
});

export type PersonalDataConfig = z.output<typeof personalDataConfig>;
