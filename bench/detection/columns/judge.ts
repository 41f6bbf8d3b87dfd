import type { PersonalDataFinding } from "../../../src/plugin/index.ts";
import { analyse } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import { type Counts, recallOf, sumOf } from "../score.ts";
import { scores, share, type Table, weakRows } from "../table.ts";
import { asIdentifiers, type HeaderLists, readHeaders } from "./headers.ts";
import { type LabelledColumn, readSchemas } from "./schemas.ts";

interface JudgedColumn extends LabelledColumn {
  readonly found: readonly string[];
}

/** Judges the columns of made-up applications, of which only the names and types are known. */
export async function judgeColumns(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const schemas = readSchemas().filter(({ half }) => options.half === undefined || half === options.half);
  const judged = await Promise.all(
    schemas.map(async (schema) => ({ ...schema, columns: await findIn(schema.name, schema.columns) })),
  );
  if (options.show !== undefined) {
    const columns = judged.filter(({ half }) => half === "rules");
    for (const { name, columns: all } of columns) showColumns(name, all, options.show, print);
  }
  const rows = judged.map(({ name, half, columns }) => [name, half, String(columns.length), ...judgement(columns)]);
  const totals = (["rules", "judge", undefined] as const).map((half) => {
    const columns = judged.filter((one) => half === undefined || one.half === half).flatMap((one) => one.columns);
    return ["all", half ?? "both", String(columns.length), ...judgement(columns)];
  });
  const weak = judged.filter(({ columns }) => (recallOf(countsOf(columns)) ?? 1) < 0.9).map(({ name }) => name);
  return [
    {
      id: "columns",
      title: "Columns",
      note: "Made-up schemas without values. Columns that are personal data by themselves: number, precision, recall, F2; share of those found with a right category; special categories (Art. 9, 10) found in columns that are none.",
      head: ["schema", "half", "columns", "direct", "P", "R", "F2", "category", "false special"],
      rows: [...rows, ...totals],
      ...weakRows("a recall of .9", weak),
    },
  ];
}

/** Judges usual names of columns in many languages. */
export async function judgeHeaders(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const lists = readHeaders().filter(({ language }) => options.locale === undefined || language === options.locale);
  const rows = await Promise.all(lists.map((one) => headerRow(one, options, print)));
  const weak = rows.filter((row) => Number(row[3]) < 0.8 * Number(row[1])).map(([language = ""]) => language);
  const total = (at: number): string => `${rows.reduce((sum, row) => sum + Number(row[at]), 0)}`;
  return [
    {
      id: "headers",
      title: "Names of columns by language",
      note: "Usual names in lists of customers, staff, patients and pupils: found with any category, and with a right one; then the same names in small letters with underscores and without diacritics.",
      head: ["language", "names", "found", "right", "plain found", "plain right"],
      rows: [...rows, ["all", ...[1, 2, 3, 4, 5].map(total)]],
      ...weakRows("80 % right", weak),
    },
  ];
}

async function headerRow(
  lists: HeaderLists,
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly string[]> {
  const counts: number[] = [];
  for (const one of [lists, asIdentifiers(lists)]) {
    const columns = await findIn(`lists-${one.language}`, one.columns);
    if (options.show !== undefined) showColumns(one.language, columns, options.show, print);
    counts.push(columns.filter(isFound).length, columns.filter(isRight).length);
  }
  return [lists.language, String(lists.columns.length), ...counts.map(String)];
}

/** Runs the analysis on tables without rows, as a connector with `schema_only` gives them. */
async function findIn(database: string, columns: readonly LabelledColumn[]): Promise<readonly JudgedColumn[]> {
  const tables = [...Map.groupBy(columns, ({ table }) => table)].map(([table, own]) => ({
    ...{ name: table, kind: "table" as const, rows: null },
    columns: own.map(({ name, type, references }, at) => ({
      ...{ name, type, nullable: true, default: null },
      key:
        references !== undefined ? ("foreign" as const) : at === 0 && /id$/i.test(name) ? ("primary" as const) : null,
      references: references === undefined ? null : { table: references, column: keyOf(references, columns) },
    })),
  }));
  const findings = await analyse([], { databases: [{ name: database, engine: "sqlite", tables }] });
  const found = Map.groupBy(findings.flatMap(columnOf), ({ key }) => key);
  return columns.map((column) => ({
    ...column,
    found: (found.get(`${column.table}.${column.name}`) ?? []).map(({ category }) => category),
  }));
}

const keyOf = (table: string, columns: readonly LabelledColumn[]): string =>
  columns.find((one) => one.table === table)?.name ?? "id";

const columnOf = ({ locator, category }: PersonalDataFinding) =>
  locator.kind === "column" ? [{ key: `${locator.table}.${locator.column}`, category }] : [];

const isFound = ({ found }: JudgedColumn): boolean => found.length > 0;
const isRight = ({ found, categories }: JudgedColumn): boolean => found.some((one) => categories.includes(one));

const special = new Set(
  "health genetic biometric racial_ethnic religious political trade_union sexual criminal".split(" "),
);

function judgement(columns: readonly JudgedColumn[]): readonly string[] {
  const direct = columns.filter(({ kind }) => kind === "direct");
  const found = direct.filter(isFound);
  const right = found.filter(isRight);
  const counts = sumOf([countsOf(columns)]);
  const wrong = columns.filter(
    ({ kind, found: all, categories }) =>
      kind === "none" && all.some((one) => special.has(one) && !categories.includes(one)),
  );
  return [...scores(counts), share(found.length === 0 ? undefined : right.length / found.length), String(wrong.length)];
}

/** Counts columns: what is linked to a person only through its row is neither right nor wrong. */
export function countsOf(columns: readonly Pick<JudgedColumn, "kind" | "found">[]): Counts {
  const of = (kind: LabelledColumn["kind"]) => columns.filter((one) => one.kind === kind);
  const correct = of("direct").filter(({ found }) => found.length > 0).length;
  const noise = of("none").filter(({ found }) => found.length > 0).length;
  return {
    ...{ correctFound: correct, found: correct + noise },
    ...{ correctLabelled: correct, labelled: of("direct").length },
  };
}

function showColumns(
  name: string,
  columns: readonly JudgedColumn[],
  { kind, type }: NonNullable<DetectionOptions["show"]>,
  print: (line: string) => void,
): void {
  const recall = recallOf(countsOf(columns));
  for (const column of columns) {
    const isMiss = column.kind === "direct" && !isRight(column);
    const isNoise = column.kind === "none" && isFound(column);
    if (kind === "misses" ? !isMiss : !isNoise) continue;
    const wanted = column.kind === "none" ? ["-"] : column.categories;
    if (type !== undefined && ![...wanted, ...column.found].includes(type)) continue;
    const found = column.found.length === 0 ? "nothing" : column.found.join(", ");
    print(`  ${name}: ${column.table}.${column.name} ${column.type} is ${wanted.join("/")}, found ${found}`);
  }
  print(`${name}: recall ${share(recall)}`);
}
