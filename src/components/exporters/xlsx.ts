import { defineExporter } from "../../plugin/index.ts";

/** Exports the record of processing or any other artifact as a workbook. */
export const xlsx = defineExporter({
  type: "xlsx",
  description:
    "The record of processing in the columns of the ICO template, or any artifact as a table, as a workbook (Excel, LibreOffice)",
  extension: "xlsx",
  mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  inputs: "any",
  async *export(context) {
    const { xlsxWorkbook } = await import("./xlsx/export-workbook.ts");
    yield* xlsxWorkbook(context);
  },
});
