import { defineExporter } from "../../plugin/index.ts";
import { csvOptions } from "./csv/dialect.ts";

/** Exports any artifact as a table for spreadsheets: one row per element, columns from the schema. */
export const csv = defineExporter({
  type: "csv",
  description: "Any artifact as a table: a row for each element, columns from its schema (RFC 4180, UTF-8)",
  extension: "csv",
  mediaType: "text/csv",
  inputs: "any",
  options: csvOptions,
  async *export(context) {
    const { csvTable } = await import("./csv/table.ts");
    yield* csvTable(context);
  },
});
