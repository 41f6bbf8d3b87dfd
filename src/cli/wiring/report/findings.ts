import type { MessageReader, RecordStore } from "../../../domain/index.ts";
import { findingRow, type ReportFinding, type ReportReading, shares } from "../../../render/index.ts";
import { type Made, most, reading } from "./readable.ts";

type Findings = ReportReading["findings"];

/** Rows of every artifact that holds findings, one at least; the largest give way when there are too many. */
export async function readFindings(store: RecordStore, holding: readonly Made[], budget: number): Promise<Findings> {
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
  { id, message }: Made,
  limit: { readonly rows: number; readonly bytes: number },
): Promise<readonly ReportFinding[]> {
  const rows: ReportFinding[] = [];
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
