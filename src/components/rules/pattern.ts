import * as z from "zod";

/** Checks that confirm a value whose form matches a pattern. */
export const validatorIds = ["luhn", "mod97", "iban"] as const;
export type ValidatorId = (typeof validatorIds)[number];

const score = z.number().min(0).max(1);

/** A regular expression of values. The text form is short for a mapping that has only the key `pattern`. */
export const valuePattern = z.preprocess(
  (value) => (typeof value === "string" ? { pattern: value } : value),
  z.strictObject({
    pattern: z.string().min(1).max(500).describe("Regular expression of JavaScript, in Unicode mode"),
    ignore_case: z.boolean().default(false),
    validator: z.enum(validatorIds).optional().describe("A check that the value must also pass"),
    score: score.optional().describe("Score of a match without a context word; 0.4, or 0.8 with a validator"),
  }),
);

export type ValuePattern = z.output<typeof valuePattern>;

/** Matches of more characters are no values. It bounds the time that a slow pattern can take. */
export const longestMatch = 100;

/** Returns the flags with which a pattern is compiled, without those that say where a search starts. */
export const flagsOf = ({ ignore_case: ignoresCase }: ValuePattern): string => (ignoresCase ? "iu" : "u");

/** Returns the pattern of a whole value. */
export const wholeValue = (pattern: string): string => `^(?:${pattern})$`;
