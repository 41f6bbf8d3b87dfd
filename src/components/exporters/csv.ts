import { defineExporter } from "../../plugin/index.ts";

/** Any artifact as a table for spreadsheets: a row for each element, columns from the schema. */
export const csv = defineExporter({
  type: "csv",
  description: "Any artifact as a table: a row for each element, columns from its schema (RFC 4180, UTF-8)",
  extension: "csv",
  mediaType: "text/csv",
  inputs: "any",
  async *export(context) {
    const { csvTable } = await import("./csv/table.ts");
    yield* csvTable(context);
  },
});
