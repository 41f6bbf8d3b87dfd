import * as z from "zod";
import { defineSchema } from "../schema.ts";
import { count, limits, locator } from "./common.ts";
import { sampled } from "./sampled.ts";
import { sampleItems, sampleTables } from "./samples-of-inputs.ts";

const columnName = z.strictObject({
  schema: z.string().optional().describe("Set when it differs from the schema of the table"),
  table: z.string(),
  column: z.string(),
});

const column = z.strictObject({
  name: z.string(),
  type: z.string().describe("As declared in the database; empty when it declares none"),
  nullable: z.boolean(),
  key: z.enum(["primary", "foreign", "primary_foreign"]).nullable(),
  default: z.string().nullable().describe("The expression, as declared"),
  references: columnName.nullable(),
  from: columnName.optional().describe("For a column of a view: the column that it shows"),
  type_name: z.string().optional().describe("Name of its user-defined type, such as an enum or a domain"),
  comment: z.string().optional().describe("The comment in the database"),
});

const table = z.strictObject({
  schema: z.string().optional().describe("The schema in the database; absent in databases that have none"),
  name: z.string(),
  kind: z.enum(["table", "view", "materialized_view"]),
  rows: count.nullable().describe("Rows in the table; null when they were not counted"),
  rows_estimated: z.boolean().optional().describe("Whether rows is the server's estimate instead of a count"),
  comment: z.string().optional().describe("The comment in the database"),
  columns: z.array(column),
});

const item = z.strictObject({
  id: z.string().describe("Stable across runs: derived from the locator"),
  kind: z
    .enum(["text", "column_sample", "document"])
    .describe(
      "text: a piece of a file; column_sample: values of one column or field; document: a text with structure of its own",
    ),
  content: z.string().describe("The text; for a column sample the distinct values, one JSON string a line"),
  locator,
  /** Set for a column sample. */
  sample: z
    .strictObject({
      type: z.string(),
      rows_read: count,
      rows_total: count.nullable(),
      non_null: count,
      distinct: count.describe("Distinct values among the rows read"),
      counts: z.array(count).describe("How often each value of the content occurs, in the same order"),
      first_rows: z.array(count).optional().describe("The row or record that holds each value first, from 1"),
      first_lines: z.array(count).optional().describe("The line of the text that holds each value first, from 1"),
    })
    .optional(),
  /** Set for a file. */
  file: z
    .strictObject({
      encoding: z.string(),
      bytes: count,
      part: count.describe("Number of the chunk, from 1"),
      parts: count.nullable(),
      overlap: count.describe("Leading characters that the previous chunk holds too"),
    })
    .optional(),
});

/** The data that a connector extracts: texts and column samples, with the structure of databases. */
export const standardInput = defineSchema({
  ref: "standard_input:1.0.0",
  description: "Pieces of data that a connector extracted, each with the place where it stands",
  stream: "items",
  summary: "summary",
  content: z.strictObject({
    name: sampled(z.string(), "Sample shop").describe("Name of the source, as shown to people"),
    source: z.strictObject({
      kind: z.enum(["filesystem", "database", "code"]),
      connector: sampled(z.string(), "sample"),
      location: sampled(z.string(), "./data/sample").describe("As the user wrote it, placeholders kept"),
    }),
    items: z.array(sampled(item, ...sampleItems)),
    structure: z
      .strictObject({
        databases: z.array(
          z.strictObject({ name: z.string(), engine: z.string(), tables: sampled(z.array(table), sampleTables) }),
        ),
      })
      .optional(),
    limits,
    summary: sampled(z.record(z.string(), z.number()), { items: 4, files: 2, tables: 2, columns: 4 }).describe(
      "Counts: items, files, tables, columns, rows, bytes",
    ),
  }),
});

export type StandardInputTable = z.infer<typeof table>;
export type StandardInputItem = z.infer<typeof item>;
