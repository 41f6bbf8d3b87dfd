import type { StandardInputItem } from "../schemas/index.ts";
import { fieldItem } from "./items.ts";

/** Collects records, such as the answers of an API, and gives the values of each of their fields. */
export interface RecordCollector {
  /** Adds a record: an object whose values may be objects and lists. Throws a TypeError for what JSON cannot hold. */
  readonly add: (record: object) => void;
  /** Returns one item for each field, with its distinct values. */
  readonly items: () => readonly StandardInputItem[];
}

/**
 * Collects the fields of records in bounded memory: at most 2,000 fields and 1,000 distinct values of each. `path` names
 * the source of the records to people, such as `crm/contacts`. Keys that are values, such as addresses, become `*`.
 */
export async function collectRecords(path: string): Promise<RecordCollector> {
  const { CellFields } = await import("../../formats/index.ts");
  const fields = new CellFields();
  return {
    add: (record) => fields.addJson(JSON.stringify(record)),
    items: () => fields.fields().map(({ field, values }) => fieldItem({ kind: "field", path, field, values })),
  };
}
