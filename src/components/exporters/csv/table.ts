import type { ExportContext } from "../../../plugin/index.ts";
import { cellsOf, csvHead, csvRow, isOpen, pathsOf } from "./cells.ts";
import { isArticle30Record, recordTable } from "./record-rows.ts";
import { type Shape, shapeOf } from "./shape.ts";

/**
 * A row for each element, or one for the content of a schema without a stream; the record of processing has rows of its
 * own. The columns are those of the schema, in
 * its order; where it leaves room for keys that it does not name, these follow in the order in which they first appear.
 */
export async function* csvTable(context: ExportContext<"any">): AsyncGenerator<string, void, void> {
  const record = context.stream === null ? await context.input.rest() : {};
  if (isArticle30Record(context.input.schema, record)) {
    yield* recordTable({ record, signal: context.signal });
    return;
  }
  const shape = shapeOf(context.contentSchema, context.stream);
  const columns = await columnsOf(shape, context);
  yield csvHead(columns);
  for await (const batch of rowsOf(context)) {
    context.signal.throwIfAborted();
    const rows = batch.map((element) => {
      const cells = cellsOf(element, shape);
      return csvRow(columns.map((column) => cells.get(column) ?? ""));
    });
    yield rows.join("");
  }
}

async function columnsOf(shape: Shape, context: ExportContext<"any">): Promise<readonly string[]> {
  const columns = new Set(pathsOf(shape));
  if (!isOpen(shape)) return [...columns];
  for await (const batch of rowsOf(context)) {
    context.signal.throwIfAborted();
    for (const element of batch) for (const path of cellsOf(element, shape).keys()) columns.add(path);
  }
  return [...columns];
}

async function* rowsOf({ input, stream }: ExportContext<"any">): AsyncGenerator<readonly unknown[], void, void> {
  if (stream === null) yield [await input.rest()];
  else yield* input.batches();
}
