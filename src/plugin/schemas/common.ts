import * as z from "zod";
import { sampled } from "./sampled.ts";

export const count = z.number().int().min(0);

/** The location of a piece of data. Paths are as the user wrote them, never absolute machine paths. */
export const locator = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("file"),
      path: z.string().describe("Relative to the folder that was read, with forward slashes"),
      line: count.optional().describe("First line, from 1"),
      column: count.optional().describe("First column, from 1"),
      offset: count.optional().describe("Offset of the first character in the decoded text, from 0"),
      length: count.optional().describe("Number of characters (UTF-16 code units)"),
      page: count.optional().describe("Page of a document, from 1"),
      sheet: z.string().optional().describe("Sheet of a workbook"),
      row: count.optional().describe("Row of a sheet, from 1"),
      paragraph: count.optional().describe("Paragraph of a document, from 1"),
    }),
    z.strictObject({
      kind: z.literal("column"),
      database: z.string(),
      schema: z.string().optional(),
      table: z.string(),
      column: z.string(),
      field: z
        .string()
        .optional()
        .describe("Field inside the values of the column: a key of JSON, or the key beside the value"),
    }),
    z.strictObject({
      kind: z.literal("table"),
      database: z.string(),
      schema: z.string().optional(),
      table: z.string(),
    }),
    z.strictObject({
      kind: z.literal("field"),
      path: z.string().describe("The file that holds the field"),
      field: z.string().describe("Name of the column or key; nested keys with dots, [] for elements, * for any key"),
      sheet: z.string().optional().describe("Sheet of a workbook that holds the field"),
      row: count.optional().describe("Row of a table or number of a record, from 1"),
      line: count.optional().describe("Line of the text, from 1"),
    }),
  ])
  .describe("Where a piece of data stands");

export type Locator = z.infer<typeof locator>;

/** What was not read. This is part of the result. */
export const limits = sampled(
  z.strictObject({
    truncated: z.boolean().describe("Whether anything was left out"),
    notices: z.array(
      z.strictObject({
        what: z.string().describe("What was limited: a path, a table, or the whole"),
        reason: z.string().describe("Which limit, or why it could not be read"),
        read: count.optional(),
        total: count.optional(),
      }),
    ),
  }),
  { truncated: false, notices: [] },
).describe("What was left out, and why");

export type Limits = z.infer<typeof limits>;

export const confidence = z.enum(["low", "medium", "high"]);

export const score = z.number().min(0).max(1);

export const evidence = z.strictObject({
  text: z.string().describe("The match: masked, a keyed hash, or plain, as the configuration says"),
  context: z.string().optional().describe("Text around it, values masked"),
  locator: locator.optional(),
});

export const signal = z.strictObject({
  kind: z.enum(["table", "column", "field", "text", "path", "relation", "database", "finding"]),
  rule: z.string().describe("Id of the rule"),
  weight: score,
  locator,
});

export const review = z.strictObject({ required: z.boolean(), reason: z.string() });

export const analysis = z
  .strictObject({
    ruleset: z.strictObject({ uri: z.string(), digest: z.string() }),
    limits,
  })
  .describe("How the findings were made");

export const counts = z.record(z.string(), count);
