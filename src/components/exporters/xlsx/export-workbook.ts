import type { ExportContext } from "../../../plugin/index.ts";
import { plainText, valuesOf } from "../csv/cells.ts";
import { shapeOf } from "../csv/shape.ts";
import { columnsOf, rowsOf } from "../csv/table.ts";
import { isArticle30Record } from "../record/activity-texts.ts";
import type { SheetCell } from "./cell-xml.ts";
import { recordSheets } from "./record-sheets.ts";
import { type WorkbookRow, type WorkbookSheet, workbookPieces } from "./workbook.ts";

/** Writes the sheets of a record of processing, or one row per element of any other artifact. */
export async function* xlsxWorkbook(context: ExportContext<"any">): AsyncGenerator<Uint8Array, void, void> {
  const record = context.stream === null ? await context.input.rest() : {};
  const isRecord = isArticle30Record(context.input.schema, record);
  yield* workbookPieces(isRecord ? recordSheets(record, context.input) : elementSheets(context));
}

/** Excel has 1,048,576 rows a sheet, and the first is the header. */
const mostRows = 1_048_575;

/** Gives as many sheets as the elements need, at least one. */
export async function* elementSheets(
  context: ExportContext<"any">,
  most = mostRows,
): AsyncGenerator<WorkbookSheet, void, void> {
  const shape = shapeOf(context.contentSchema, context.stream);
  const columns = await columnsOf(shape, context);
  const elements = elementsOf(context);
  let isOver = false;
  async function* rows(): AsyncGenerator<WorkbookRow, void, void> {
    yield columns.map((value): SheetCell => ({ value, style: "required" }));
    for (let count = 0; count < most; count += 1) {
      const next = await elements.next();
      isOver = next.done === true;
      if (next.done === true) return;
      const values = valuesOf(next.value, shape);
      yield columns.map((column) => cellOf(values.get(column)));
    }
  }
  const widths = columns.map((column) => Math.min(40, Math.max(14, column.length + 2)));
  const name = context.input.artifact.replace(/^.*\//, "");
  do yield { name, widths, frozenRows: 1, rows: rows() };
  while (!isOver);
}

async function* elementsOf(context: ExportContext<"any">): AsyncGenerator<unknown, void, void> {
  for await (const batch of rowsOf(context)) {
    context.signal.throwIfAborted();
    yield* batch;
  }
}

function cellOf(value: unknown): SheetCell | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return { value: typeof value === "number" || typeof value === "boolean" ? value : plainText(value) };
}
