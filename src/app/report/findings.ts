import type { MessageReader, RecordStore } from "../../domain/index.ts";
import { type ReportReading, shares } from "../../render/index.ts";
import { type FindingRow, findingRow } from "../../run/index.ts";
import { most, type ReadableArtifact, reading } from "./readable.ts";

type Findings = ReportReading["findings"];

/**
 * Reads rows of every artifact that contains findings, at least one each; the largest artifacts are shortened if there
 * are too many.
 */
export async function readFindings(
  store: RecordStore,
  holding: readonly ReadableArtifact[],
  budget: number,
): Promise<Findings> {
  const counts = holding.map(({ message }) => message.elements ?? 0);
  const sizes = holding.map(({ message }) => message.bytes);
  const rowsOf = shares(counts, most.findings);
  const bytesOf = shares(sizes, budget);
  const read: Findings[number][] = [];
  for (const [place, one] of holding.entries()) {
    const limit = { rows: rowsOf[place] ?? 0, bytes: bytesOf[place] ?? 0 };
    const rows = await reading(
      store,
      one,
      (reader) => firstRows(reader, one, limit),
      () => [],
    );
    read.push({ artifact: one.id, total: counts[place] ?? 0, rows });
  }
  return read;
}

async function firstRows(
  reader: MessageReader,
  { id, message }: ReadableArtifact,
  limit: { readonly rows: number; readonly bytes: number },
): Promise<readonly FindingRow[]> {
  const rows: FindingRow[] = [];
  let left = limit.bytes;
  for await (const batch of reader.batches(0, limit.rows)) {
    for (const element of batch) {
      const row = findingRow(id, message.schema, element);
      left -= JSON.stringify(row).length;
      if (left < 0 && rows.length > 0) return rows;
      rows.push(row);
    }
  }
  return rows;
}
