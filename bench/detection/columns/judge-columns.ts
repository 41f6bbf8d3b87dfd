import type { DetectionOptions } from "../options.ts";
import { recallOf } from "../score.ts";
import { scores, share, type Table, weakRows } from "../table.ts";
import { countsOf, findIn, isFound, isRight, type JudgedColumn, showColumns } from "./find.ts";
import { type LabelledSchema, readSchemas } from "./schemas.ts";

type JudgedSchema = Omit<LabelledSchema, "columns"> & { readonly columns: readonly JudgedColumn[] };

/** Judges the columns of made-up applications, of which only the names and types are known. */
export async function judgeColumns(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const schemas = readSchemas(options.schemas).filter(
    ({ half }) => options.half === undefined || half === options.half,
  );
  const judged: JudgedSchema[] = [];
  for (const schema of schemas) judged.push({ ...schema, columns: await findIn(schema.name, schema.columns) });
  if (options.show !== undefined) {
    const shown = judged.filter(({ half }) => options.schemas !== undefined || half === "rules");
    for (const { name, columns: all } of shown) showColumns(name, all, options.show, print);
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
      note: "Made-up schemas without values. Columns that are personal data by themselves: number, precision, recall, F2; share of those found with a right category; special categories (Art. 9, 10) found in columns that have none.",
      head: ["schema", "half", "columns", "direct", "P", "R", "F2", "category", "false special"],
      rows: [...rows, ...totals],
      ...weakRows("a recall of .9", weak),
    },
    specialTable(judged),
  ];
}

function specialTable(judged: readonly JudgedSchema[]): Table {
  return {
    id: "special-columns",
    title: "Columns of special categories",
    note: "Columns with the category in the same schemas: how many there are, how many were found with it, and how many with any category.",
    head: ["category", "half", "columns", "found", "with any"],
    rows: [...special].flatMap((category) =>
      (["rules", "judge"] as const).map((half) => [
        category,
        half,
        ...specialRow(
          category,
          judged.filter((one) => one.half === half).flatMap(({ columns }) => columns),
        ),
      ]),
    ),
  };
}

function specialRow(category: string, columns: readonly JudgedColumn[]): readonly string[] {
  const labelled = columns.filter(({ kind, categories }) => kind === "direct" && categories.includes(category));
  const found = labelled.filter((one) => one.found.includes(category));
  return [labelled, found, labelled.filter(isFound)].map(({ length }) => String(length));
}

const special = new Set(
  "health genetic biometric racial_ethnic religious political trade_union sexual criminal".split(" "),
);

function judgement(columns: readonly JudgedColumn[]): readonly string[] {
  const direct = columns.filter(({ kind }) => kind === "direct");
  const found = direct.filter(isFound);
  const right = found.filter(isRight);
  const wrong = columns.filter(
    ({ kind, found: all, categories }) =>
      kind !== "linked" && all.some((one) => special.has(one) && !categories.includes(one)),
  );
  return [
    ...scores(countsOf(columns)),
    share(found.length === 0 ? undefined : right.length / found.length),
    String(wrong.length),
  ];
}
