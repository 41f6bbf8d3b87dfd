import type { JsonValue } from "../../domain/index.ts";
import {
  apiVersion,
  elementColumns,
  elementRow,
  elementTable,
  formatCount,
  schemaKeys,
  type TableShape,
  wrapped,
} from "../../render/index.ts";
import { widthOf } from "../io.ts";
import { contentOf, plannedArtifact } from "../wiring/record.ts";
import { builtInRegistry } from "../wiring/registry.ts";
import type { Looking } from "./inspect-options.ts";
import { matchesOf, take } from "./inspect-path.ts";

/** Widths are those of the first elements; on a pipe a later one may be wider. */
const sampleSize = 1000;

/** Elements, or what a JSONPath selects, as rows. */
export async function showTable(looking: Looking): Promise<void> {
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

/** The first rows, which say what columns there are, and those after them. */
interface TableRows {
  readonly sample: readonly JsonValue[];
  readonly later: AsyncIterable<readonly JsonValue[]>;
  readonly more: Rows["more"];
}

async function writeJson(looking: Looking, { sample, later }: TableRows): Promise<void> {
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

/** `width`: null for as wide as it comes. */
async function writeText(looking: Looking, { sample, later, more }: TableRows, width: number | null): Promise<void> {
  const { io, options, record, id } = looking;
  if (sample.length === 0) return io.stderr.write(`"${id}" of ${record.run.id} has no rows to show\n`);
  const columns = elementColumns(keysOf(looking), sample);
  const table = elementTable(columns, sample, { width, ascii: options.ascii ?? false });
  await io.stdout.write(`${[table.head, ...sample.map(table.row)].join("\n")}\n`);
  for await (const batch of later) await io.stdout.write(batch.map((one) => `${table.row(one)}\n`).join(""));
  const notes = [...(table.left.length > 0 ? [`no room for ${table.left.join(", ")}`] : []), ...more()];
  if (notes.length === 0) return;
  const note = `${notes.join("; ")}; --json or a pipe has everything`;
  await io.stderr.write(`${wrapped(note, { width: widthOf(io.stderr), indent: "" }).join("\n")}\n`);
}

interface Rows {
  readonly batches: AsyncIterable<readonly JsonValue[]>;
  /** What is not shown, for people. */
  readonly more: () => readonly string[];
}

async function rowsOf(looking: Looking, head: number | null): Promise<Rows> {
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
  const note = `${formatCount(left)} of ${formatCount(total)} elements left out; --offset and --head choose others`;
  return { batches: reader.batches(offset, to), more: () => (left > 0 ? [note] : []) };
}

async function* values(
  batches: AsyncIterable<readonly { readonly value: JsonValue }[]>,
): AsyncGenerator<readonly JsonValue[]> {
  for await (const batch of batches) yield batch.map(({ value }) => value);
}

/** Schemas of plugins are not at hand: then the elements tell their keys. */
function keysOf({ record, id, options }: Looking): readonly string[] {
  if (options.path !== undefined) return [];
  const schema = builtInRegistry().schemas.get(contentOf(record, id).schema)?.jsonSchema ?? null;
  return schemaKeys(schema, plannedArtifact(record, id).outputStream);
}
