import { take } from "../../../app/inspect/index.ts";
import { builtInRegistry } from "../../../app/plugins/index.ts";
import { contentOf, plannedArtifact } from "../../../app/record/index.ts";
import type { JsonValue } from "../../../domain/index.ts";
import {
  apiVersion,
  elementColumns,
  elementRow,
  elementTable,
  formatCount,
  schemaKeys,
  type TableShape,
  wrapped,
} from "../../../render/index.ts";
import { widthOf } from "../../io.ts";
import type { InspectContext } from "./options.ts";
import { matchesOf } from "./path.ts";

/** Number of elements that determine the widths; on a pipe a later element may be wider. */
const sampleSize = 1000;

/** Prints elements, or the values that a JSONPath selects, as rows. */
export async function showTable(looking: InspectContext): Promise<void> {
  const { io, options } = looking;
  const isCut = io.stdout.isTerminal && !options.json;
  const rows = await rowsOf(looking, options.head ?? (isCut ? Math.max(5, io.stdout.rows - 4) : null));
  const sample: JsonValue[] = [];
  const batches = rows.batches[Symbol.asyncIterator]();
  while (sample.length < sampleSize) {
    const next = await batches.next();
    if (next.done) break;
    sample.push(...next.value);
  }
  const table = { sample, later: { [Symbol.asyncIterator]: () => batches }, more: isCut ? rows.more : () => [] };
  if (options.json) await writeJson(looking, table);
  else await writeText(looking, table, isCut ? io.stdout.columns : null);
}

/** The first rows, which determine the columns, and the remaining rows. */
interface TableRows {
  readonly sample: readonly JsonValue[];
  readonly later: AsyncIterable<readonly JsonValue[]>;
  readonly more: Rows["more"];
}

async function writeJson(looking: InspectContext, { sample, later }: TableRows): Promise<void> {
  const { io, record, id } = looking;
  const columns = elementColumns(keysOf(looking), sample);
  const titles = columns.map(({ title }) => title);
  const start: Omit<TableShape, "rows"> = {
    apiVersion,
    kind: "Table",
    run: record.run.id,
    artifact: id,
    columns: titles,
  };
  const cells = (some: readonly JsonValue[]): string =>
    some.map((one) => JSON.stringify(elementRow(columns, one))).join(",");
  await io.stdout.write(`${JSON.stringify(start).slice(0, -1)},"rows":[${cells(sample)}`);
  for await (const batch of later) await io.stdout.write(batch.length === 0 ? "" : `,${cells(batch)}`);
  await io.stdout.write("]}\n");
}

/** `width`: null for unlimited. */
async function writeText(
  looking: InspectContext,
  { sample, later, more }: TableRows,
  width: number | null,
): Promise<void> {
  const { io, options, record, id } = looking;
  if (sample.length === 0) return io.stderr.write(`"${id}" of ${record.run.id} has no rows to show\n`);
  const columns = elementColumns(keysOf(looking), sample);
  const table = elementTable(columns, sample, { width, ascii: options.ascii ?? false });
  await io.stdout.write(`${[table.head, ...sample.map(table.row)].join("\n")}\n`);
  for await (const batch of later) await io.stdout.write(batch.map((one) => `${table.row(one)}\n`).join(""));
  const notes = [...(table.left.length > 0 ? [`no room for ${table.left.join(", ")}`] : []), ...more()];
  if (notes.length === 0) return;
  const note = `${notes.join("; ")}; use --json or a pipe for everything`;
  await io.stderr.write(`${wrapped(note, { width: widthOf(io.stderr), indent: "" }).join("\n")}\n`);
}

interface Rows {
  readonly batches: AsyncIterable<readonly JsonValue[]>;
  /** Notes about rows that are not shown. */
  readonly more: () => readonly string[];
}

async function rowsOf(looking: InspectContext, head: number | null): Promise<Rows> {
  const { store, record, id, options } = looking;
  const offset = options.offset ?? 0;
  const { outputStream } = plannedArtifact(record, id);
  if (options.path !== undefined || outputStream === null) {
    const { matches } = await matchesOf(looking);
    const taken = take(matches, { offset, head: head ?? Number.POSITIVE_INFINITY });
    return { batches: values(taken), more: () => (taken.hasMore() ? ["there are more"] : []) };
  }
  const reader = await store.artifacts.open(contentOf(record, id).digest);
  const total = reader.elements ?? 0;
  const to = head === null ? total : Math.min(total, offset + head);
  const left = total - Math.max(0, to - Math.min(offset, total));
  const note = `${formatCount(left)} of ${formatCount(total)} elements not shown; select others with --offset and --head`;
  return { batches: reader.batches(offset, to), more: () => (left > 0 ? [note] : []) };
}

async function* values(
  batches: AsyncIterable<readonly { readonly value: JsonValue }[]>,
): AsyncGenerator<readonly JsonValue[]> {
  for await (const batch of batches) yield batch.map(({ value }) => value);
}

/** Schemas of plugins are not available; the elements then determine the keys. */
function keysOf({ record, id, options }: InspectContext): readonly string[] {
  if (options.path !== undefined) return [];
  const schema = builtInRegistry().schemas.get(contentOf(record, id).schema)?.jsonSchema ?? null;
  return schemaKeys(schema, plannedArtifact(record, id).outputStream);
}
