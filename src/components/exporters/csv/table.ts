import type { ExportContext } from "../../../plugin/index.ts";
import { isArticle30Record } from "../record/activity-texts.ts";
import { cellsOf, isOpen, pathsOf } from "./cells.ts";
import { csvHead, csvRow, dialectOf } from "./dialect.ts";
import { recordTable } from "./record-rows.ts";
import { type ContentShape, shapeOf } from "./shape.ts";

/**
 * Writes one row per element, or one row for the content of a schema without a stream. The record of processing has its
 * own rows. Columns follow the order of the schema. If the schema allows keys that it does not name, these come last,
 * in the order of their first occurrence.
 */
export async function* csvTable(context: ExportContext<"any">): AsyncGenerator<string, void, void> {
  const dialect = dialectOf(context.options);
  const record = context.stream === null ? await context.input.rest() : {};
  if (isArticle30Record(context.input.schema, record)) {
    yield* recordTable({ record, dialect, signal: context.signal });
    return;
  }
  const shape = shapeOf(context.contentSchema, context.stream);
  const columns = await columnsOf(shape, context);
  yield csvHead(columns, dialect);
  for await (const batch of rowsOf(context)) {
    context.signal.throwIfAborted();
    const rows = batch.map((element) => {
      const cells = cellsOf(element, shape, dialect.decimal);
      return csvRow(
        columns.map((column) => cells.get(column) ?? ""),
        dialect,
      );
    });
    yield rows.join("");
  }
}

/** Returns the columns of the schema, then those of keys that it does not name. */
export async function columnsOf(shape: ContentShape, context: ExportContext<"any">): Promise<readonly string[]> {
  const columns = new Set(pathsOf(shape));
  if (!isOpen(shape)) return [...columns];
  for await (const batch of rowsOf(context)) {
    context.signal.throwIfAborted();
    for (const element of batch) for (const path of cellsOf(element, shape).keys()) columns.add(path);
  }
  return [...columns];
}

/** Gives the elements in batches, or the content without a stream as one element. */
export async function* rowsOf({ input, stream }: ExportContext<"any">): AsyncGenerator<readonly unknown[], void, void> {
  if (stream === null) yield [await input.rest()];
  else yield* input.batches();
}
