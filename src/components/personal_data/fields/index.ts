import type { Values } from "../column.ts";
import { collectFields, type FieldReader } from "./collector.ts";
import { readCsv } from "./csv.ts";
import { readJson } from "./json.ts";
import { hideMapKeys } from "./maps.ts";

/** The fields of a structured file. */
export interface FileFields {
  readonly feed: FieldReader["feed"];
  /** Fields and their values; undefined when the file is not of the form that its name says. */
  readonly finish: () => ReadonlyMap<string, Values> | undefined;
}

/** A reader for files that hold fields by their extension: JSON, JSON lines, CSV and TSV. */
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
