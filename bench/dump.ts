import { readDump, type SqlDialect } from "../src/formats/index.ts";

const megabytes = Number(process.env["WCT_BENCH_DUMP_MB"] ?? 100);
const pieceLength = 256 * 1024;

/** Measures the parser of SQL dumps: megabytes a second of CPU time, for each way of writing rows. */
export function benchDump(print: (line: string) => void): void {
  const values = (at: number) => [String(at), `ines${at}@muster.de`, "Köln, it's raining", "2024-05-01", "1.5"];
  const quoted = (at: number) =>
    values(at)
      .map((value) => `'${value.replaceAll("'", "''")}'`)
      .join(",");
  const table = "CREATE TABLE people (id integer, mail text, note text, at date, amount numeric);\n";
  measure(print, "COPY of pg_dump", {
    dialect: "postgresql",
    head: `${table}COPY people (id, mail, note, at, amount) FROM stdin;\n`,
    row: (at) => `${values(at).join("\t")}\n`,
    end: "\\.\n",
  });
  measure(print, "INSERT with many rows of mysqldump", {
    dialect: "mysql",
    head: `${table}INSERT INTO people VALUES (${quoted(0)})`,
    row: (at) => (at % 5000 === 0 ? `;\nINSERT INTO people VALUES (${quoted(at)})` : `,(${quoted(at)})`),
    end: ";\n",
  });
  measure(print, "INSERT for each row of sqlite3", {
    dialect: "sqlite",
    head: table,
    row: (at) => `INSERT INTO people VALUES(${quoted(at)});\n`,
    end: "",
  });
}

interface Dump {
  readonly dialect: SqlDialect;
  readonly head: string;
  readonly row: (at: number) => string;
  readonly end: string;
}

function measure(print: (line: string) => void, name: string, { dialect, head, row, end }: Dump): void {
  const block = Array.from({ length: 10_000 }, (_, at) => row(at + 1)).join("");
  const repeats = Math.ceil((megabytes * 1e6) / block.length);
  let rows = 0;
  const start = process.cpuUsage();
  readDump(
    pieces(head, block, { repeats, end }),
    { dialect, database: "bench", signal: new AbortController().signal },
    { row: () => (rows += 1), problem: ({ line, reason }) => print(`line ${line}: ${reason}`) },
  );
  const ms = process.cpuUsage(start).user / 1000;
  const read = (block.length * repeats) / 1e6;
  print(`${name}: ${((read / ms) * 1000).toFixed(0)} MB/s, ${((rows / ms) * 1000).toFixed(0)} rows/s`);
}

function* pieces(head: string, block: string, { repeats, end }: { readonly repeats: number; readonly end: string }) {
  yield head;
  for (let at = 0; at < repeats; at += 1) {
    for (let from = 0; from < block.length; from += pieceLength) yield block.slice(from, from + pieceLength);
  }
  yield end;
}
