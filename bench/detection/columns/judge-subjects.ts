import type { DetectionOptions } from "../options.ts";
import { share, type Table } from "../table.ts";
import { readSchemas } from "./schemas.ts";
import { findSubjects, type JudgedTable, readSubjects } from "./subjects.ts";

interface JudgedDatabase {
  readonly name: string;
  readonly tables: readonly JudgedTable[];
}

/** Judges whose data the tables of made-up applications hold. Schemas without labels of subjects are left out. */
export async function judgeSubjects(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const judged: JudgedDatabase[] = [];
  for (const schema of readSchemas(options.schemas)) {
    if (options.half !== undefined && schema.half !== options.half) continue;
    const labels = readSubjects(schema.name, options.schemas);
    if (labels !== undefined) judged.push({ name: schema.name, tables: await findSubjects(schema, labels) });
  }
  if (options.show !== undefined) for (const one of judged) showSubjects(one, options.show, print);
  return [
    {
      id: "subjects",
      title: "Subjects",
      note: "Made-up schemas of the half `rules` without values. Tables with persons' data, and for how many of them a subject was found; subjects that are right and wrong on these tables; the share of the right ones; subjects on other tables.",
      head: ["schema", "tables", "found", "right", "wrong", "share", "extra"],
      rows: [
        ...judged.map(({ name, tables }) => [name, ...subjectRow(tables)]),
        ["all", ...subjectRow(judged.flatMap(({ tables }) => tables))],
      ],
    },
  ];
}

const isRightIn = ({ right }: JudgedTable, subject: string): boolean => right.includes(subject);

/** The cells of a row: tables, found, right, wrong, share, extra. */
export function subjectRow(tables: readonly JudgedTable[]): readonly string[] {
  const labelled = tables.filter(({ right }) => right.length > 0);
  const found = labelled.filter((one) => one.found.length > 0);
  const subjects = labelled.flatMap((one) => one.found.map((subject) => isRightIn(one, subject)));
  const right = subjects.filter((isRight) => isRight);
  const extra = tables.filter((one) => one.right.length === 0).flatMap((one) => one.found);
  return [
    ...[labelled, found, right].map(({ length }) => String(length)),
    String(subjects.length - right.length),
    share(subjects.length === 0 ? undefined : right.length / subjects.length),
    String(extra.length),
  ];
}

/** Prints the tables whose subject is missed or wrong, or those that hold nobody's data and have one. */
function showSubjects(
  { name, tables }: JudgedDatabase,
  { kind, type }: NonNullable<DetectionOptions["show"]>,
  print: (line: string) => void,
): void {
  for (const one of tables) {
    const { table, right, found } = one;
    const isMiss = right.length > 0 && (found.length === 0 || !found.every((subject) => isRightIn(one, subject)));
    const isNoise = right.length === 0 && found.length > 0;
    if (kind === "misses" ? !isMiss : !isNoise) continue;
    if (type !== undefined && ![...right, ...found].includes(type)) continue;
    const wanted = right.length === 0 ? "nobody's" : right.join("/");
    print(`  ${name}: ${table} is ${wanted}, found ${found.length === 0 ? "nothing" : found.join(", ")}`);
  }
}
