/*
 * Reads the fields of structured files, so that their values are evaluated with the field names.
 *
 * Start at collector.ts. csv.ts and json.ts read the two forms, maps.ts and value-keys.ts hide keys that are data.
 * Must not know: rules and recognisers.
 */

import type { Values } from "../column.ts";
import { collectFields, type FieldReader } from "./collector.ts";
import { readCsv } from "./csv.ts";
import { readJson } from "./json.ts";
import { hideMapKeys } from "./maps.ts";

export { hideValueKeys } from "./value-keys.ts";

/** The fields of a structured file. */
interface FileFields {
  readonly feed: FieldReader["feed"];
  /** Returns fields and their values; undefined if the file does not have the form that its extension indicates. */
  readonly finish: () => ReadonlyMap<string, Values> | undefined;
}

/** Returns a reader for a file whose extension indicates fields: JSON, JSON lines, CSV or TSV. */
export function fieldsOf(path: string, isHeader: (cells: readonly string[]) => boolean): FileFields | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const collector = collectFields();
  const reader = ["json", "jsonl", "ndjson", "geojson"].includes(extension)
    ? readJson(collector)
    : ["csv", "tsv"].includes(extension)
      ? readCsv(collector, isHeader)
      : undefined;
  return (
    reader && {
      feed: (piece) => reader.feed(piece),
      finish: () => (reader.end() ? hideMapKeys(collector.fields()) : undefined),
    }
  );
}
