import type { PersonalDataFinding, StandardInputTable } from "../../../src/plugin/index.ts";
import { analyse } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import { type Counts, recallOf } from "../score.ts";
import { share } from "../table.ts";
import type { LabelledColumn } from "./schemas.ts";

/** A column with the categories that were found in it. */
export interface JudgedColumn extends LabelledColumn {
  readonly found: readonly string[];
}

/** Returns the tables of the columns without rows, as a connector with `schema_only` gives them. */
export function tablesOf(columns: readonly LabelledColumn[]): StandardInputTable[] {
  return [...Map.groupBy(columns, ({ table }) => table)].map(([table, own]) => ({
    ...{ name: table, kind: "table" as const, rows: null },
    columns: own.map(({ name, type, references }, at) => ({
      ...{ name, type, nullable: true, default: null },
      key:
        references !== undefined ? ("foreign" as const) : at === 0 && /id$/i.test(name) ? ("primary" as const) : null,
      references: references === undefined ? null : { table: references, column: keyOf(references, columns) },
    })),
  }));
}

/** Runs the analysis on the tables of the columns. */
export async function findIn(database: string, columns: readonly LabelledColumn[]): Promise<readonly JudgedColumn[]> {
  const tables = tablesOf(columns);
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

/** Whether a column is found with any category. */
export const isFound = ({ found }: JudgedColumn): boolean => found.length > 0;
/** Whether a column is found with a category that is right for it. */
export const isRight = ({ found, categories }: JudgedColumn): boolean => found.some((one) => categories.includes(one));

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

/** Prints the columns that are missed or found with a wrong category, or those that are no personal data and found. */
export function showColumns(
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
