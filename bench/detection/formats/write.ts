import type { PersonTable } from "./records.ts";

/** A file with the same persons in one format. */
export interface FormatFile {
  readonly format: string;
  readonly path: string;
  readonly content: string;
}

interface Format {
  readonly format: string;
  /** What follows the name of the file. */
  readonly ending: string;
  readonly write: (table: PersonTable) => string;
}

/** Writes the persons of one locale in each format. */
export const formatFiles = (table: PersonTable): readonly FormatFile[] =>
  formats.map(({ format, ending, write }) => ({
    format,
    path: `export-${table.locale}${ending}`,
    content: write(table),
  }));

const formats: readonly Format[] = [
  { format: "CSV, local names", ending: ".csv", write: (table) => csv(table.headers, table) },
  {
    format: "CSV, names without meaning",
    ending: "-bare.csv",
    write: (table) =>
      csv(
        table.keys.map((_, at) => `c${at + 1}`),
        table,
      ),
  },
  {
    format: "JSON",
    ending: ".json",
    write: (table) => JSON.stringify({ total: table.rows.length, items: objects(table) }),
  },
  {
    format: "JSON lines",
    ending: ".jsonl",
    write: (table) => lines(objects(table).map((one) => JSON.stringify(one))),
  },
  { format: "log, key=value", ending: ".log", write: log },
  { format: "XML", ending: ".xml", write: xml },
  { format: "key-value blocks", ending: ".txt", write: blocks },
  {
    format: "SQL dump",
    ending: ".sql",
    write: (table) =>
      `CREATE TABLE t1 (${table.identifiers.map((one) => `"${one}" TEXT`).join(", ")});\n${inserts(table)}`,
  },
  { format: "SQL dump as text", ending: "-text.sql", write: inserts },
];

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const lines = (all: readonly string[]): string => `${all.join("\n")}\n`;

const csv = (names: readonly string[], { rows }: PersonTable): string =>
  lines([names, ...rows].map((row) => row.map(quoted).join(";")));

const objects = ({ keys, rows }: PersonTable): readonly object[] =>
  rows.map((row) => Object.fromEntries(keys.map((key, at) => [key, row[at]])));

function log({ keys, rows }: PersonTable): string {
  const pairs = (row: readonly string[]): string => keys.map((key, at) => `${key}=${quoted(row[at] ?? "")}`).join(" ");
  return lines(rows.map((row, index) => `2025-03-04T08:${index + 10}:00.000Z INFO export ${pairs(row)}`));
}

function xml({ keys, rows }: PersonTable): string {
  const text = (value = ""): string => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const entry = (row: readonly string[]): string => keys.map((key, at) => `<${key}>${text(row[at])}</${key}>`).join("");
  return `<export>\n${lines(rows.map((row) => `<entry>${entry(row)}</entry>`))}</export>\n`;
}

function blocks({ headers, rows }: PersonTable): string {
  return lines(rows.map((row) => lines(headers.map((header, at) => `${header}: ${row[at] ?? ""}`))));
}

function inserts({ rows }: PersonTable): string {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  return lines(rows.map((row) => `INSERT INTO t1 VALUES (${row.map(text).join(", ")});`));
}
