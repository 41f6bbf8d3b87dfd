import * as z from "zod";
import { defineSchema } from "../schema.ts";
import { count } from "./common.ts";
import { sampled } from "./sampled.ts";

const span = z.strictObject({
  artifact: z.string().describe("The artifact that holds the text"),
  item: z.string().describe("Id of the item that holds the text"),
  start: count.describe("Offset of the first character in the item's content (UTF-16 code units)"),
  end: count.describe("Offset behind the last character"),
  category: z.string().describe("A category of the ruleset of personal_data, such as name"),
  score: z.number().min(0).max(1).describe("How certain the recogniser is"),
});

/** What a recogniser of a plugin found in the texts of a source: places without the values. */
export const recognisedText = defineSchema({
  ref: "recognised_text:1.0.0",
  description: "Places of personal data in texts, as a recogniser of a plugin found them, without the values",
  stream: "spans",
  summary: "summary",
  content: z.strictObject({
    recogniser: sampled(z.string(), "sample").describe("Type of the component that found them"),
    spans: z.array(
      sampled(span, { artifact: "files", item: "mail/inbox.eml#1", start: 12, end: 23, category: "name", score: 0.9 }),
    ),
    summary: sampled(z.record(z.string(), z.number()), { texts: 1, characters: 200, spans: 1 }).describe(
      "Counts: texts, characters, spans",
    ),
  }),
});

export type RecognisedTextSpan = z.infer<typeof span>;
