import type { PersonTable } from "./records.ts";

/** A file with the same persons in one format. */
export interface FormatFile {
  readonly format: string;
  readonly path: string;
  readonly content: string;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const xmlText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const csv = (names: readonly string[], { rows }: PersonTable): string =>
  `${[names, ...rows].map((row) => row.map(quoted).join(";")).join("\n")}\n`;
const objects = ({ keys, rows }: PersonTable) =>
  rows.map((row) => Object.fromEntries(keys.map((key, at) => [key, row[at]])));

/** Writes the persons of one locale in each format. */
export function formatFiles(table: PersonTable): readonly FormatFile[] {
  const { locale, keys, headers, identifiers, rows } = table;
  const name = `export-${locale}`;
  const lines = (make: (row: readonly string[], index: number) => string): string => `${rows.map(make).join("\n")}\n`;
  const stamp = (index: number): string => `2025-03-04T08:${String(index + 10)}:00.000Z`;
  return [
    { format: "CSV, local names", path: `${name}.csv`, content: csv(headers, table) },
    {
      format: "CSV, names without meaning",
      path: `${name}-bare.csv`,
      content: csv(
        keys.map((_, at) => `c${at + 1}`),
        table,
      ),
    },
    { format: "JSON", path: `${name}.json`, content: JSON.stringify({ total: rows.length, items: objects(table) }) },
    {
      format: "JSON lines",
      path: `${name}.jsonl`,
      content: objects(table)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(""),
    },
    {
      format: "log, key=value",
      path: `${name}.log`,
      content: lines(
        (row, index) =>
          `${stamp(index)} INFO export ${keys.map((key, at) => `${key}=${quoted(row[at] ?? "")}`).join(" ")}`,
      ),
    },
    {
      format: "XML",
      path: `${name}.xml`,
      content: `<export>${lines((row) => `<entry>${keys.map((key, at) => `<${key}>${xmlText(row[at] ?? "")}</${key}>`).join("")}</entry>`)}</export>`,
    },
    {
      format: "key-value blocks",
      path: `${name}.txt`,
      content: lines((row) => `${headers.map((header, at) => `${header}: ${row[at] ?? ""}`).join("\n")}\n`),
    },
    {
      format: "SQL dump",
      path: `${name}.sql`,
      content: `CREATE TABLE t1 (${identifiers.map((one) => `"${one}" TEXT`).join(", ")});\n${lines((row) => `INSERT INTO t1 VALUES (${row.map(sqlText).join(", ")});`)}`,
    },
    {
      format: "SQL dump as text",
      path: `${name}-text.sql`,
      content: lines((row) => `INSERT INTO t1 VALUES (${row.map(sqlText).join(", ")});`),
    },
  ];
}
