import { binaryCell, type DumpProblem, readDump, readDumpHead, type SqlDialect } from "../sql/index.ts";
import type { FieldTree } from "./field-tree.ts";
import type { RecordForm } from "./record-reader.ts";
import { readWhole } from "./whole-text.ts";

/** Dumps among other files are small; the connector `sql_dump` reads those of any size. */
const longestDump = 32 * 1024 * 1024;

/** Names of dumps. Programs hold statements as well, but no rows. */
const extensions = /^(?:sql|ddl|dump|bak|txt|)$/;

/** Dumps of databases in SQL: each column of a table is a field, `people.email`. */
export const sql: RecordForm = {
  open({ path, extension, text }) {
    const mayBe = extensions.test(extension) && (extension === "sql" || /;\s*$/m.test(text));
    const head = mayBe ? readDumpHead(text) : undefined;
    if (head === undefined) return undefined;
    return readWhole(path, "SQL", {
      longest: longestDump,
      read(whole, tree, collector) {
        const { rows, problems } = addRows(whole, head.dialect, tree);
        collector.records = rows;
        return problemText(problems);
      },
    });
  },
};

function addRows(text: string, dialect: SqlDialect, { root }: FieldTree) {
  const problems: DumpProblem[] = [];
  let rows = 0;
  const options = { dialect, database: "", signal: new AbortController().signal };
  readDump([text], options, {
    row({ name, partitionOf, columns }, cells) {
      rows += 1;
      const table = root.key((partitionOf ?? name).name);
      for (const [at, column] of columns.entries()) {
        const cell = cells[at] ?? null;
        if (cell !== null && cell !== binaryCell) table.key(column.name).add(cell, rows, 0);
      }
    },
    problem: (problem) => problems.push(problem),
  });
  return { rows, problems };
}

function problemText(problems: readonly DumpProblem[]): string | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const count = problems.length === 1 ? "a part" : `${problems.length} parts`;
  return `${count} of the SQL cannot be read as rows, the first at line ${first.line}: ${first.reason}`;
}
