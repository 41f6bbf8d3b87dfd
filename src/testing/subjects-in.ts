import { fileURLToPath } from "node:url";
import { dataSubject, dataSubjectConfig } from "../components/data_subject/index.ts";
import {
  type DataSubjectFinding,
  type PersonalDataFinding,
  personalDataFinding,
  type StandardInputTable,
  standardInput,
} from "../plugin/index.ts";
import { collect, fakeContext, inputOf } from "./component-context.ts";

const shipped = fileURLToPath(new URL("../components/rulesets/data_subjects.yaml", import.meta.url));

/** A table as `name(column, column -> table)`. Personal data is in columns that end with `!`. */
function tableOf(text: string): StandardInputTable {
  const [, name = "", columns = ""] = /^([^(]+)\((.*)\)$/u.exec(text) ?? [];
  const plain = { type: "TEXT", nullable: true, key: null, default: null };
  return {
    name,
    kind: "table",
    rows: null,
    columns: columns.split(", ").map((column) => {
      const [own = "", table] = column.replace("!", "").split(" -> ");
      return { ...plain, name: own, references: table === undefined ? null : { table, column: "id" } };
    }),
  };
}

function findingIn(text: string): readonly PersonalDataFinding[] {
  if (!text.includes("!")) return [];
  const table = text.slice(0, text.indexOf("("));
  return [
    {
      ...{ id: `pd_${table}`, rule: "name", category: "name", special_category: false, severity: "medium" as const },
      ...{ score: 0.9, confidence: "high" as const, locator: { kind: "column", database: "a", table, column: "c" } },
      ...{ evidence: [], matches: 1, signals: [] },
    } as never,
  ];
}

/** The findings at tables of one database. Personal data was searched for if a column ends with `!`. */
export async function findingsIn(tables: readonly string[]): Promise<readonly DataSubjectFinding[]> {
  const source = { kind: "database" as const, connector: "sqlite", location: "./a.db" };
  const structure = { databases: [{ name: "a", engine: "sqlite", tables: tables.map(tableOf) }] };
  const limits = { truncated: false, notices: [] };
  const personal = tables.flatMap(findingIn);
  const context = fakeContext({
    config: dataSubjectConfig.parse({ ruleset: shipped }),
    inputs: {
      standard_input: inputOf(standardInput, [{ rest: { name: "a", source, structure, limits, summary: {} } }]),
      personal_data_finding:
        personal.length === 0
          ? undefined
          : inputOf(personalDataFinding, [{ elements: personal, rest: { summary: {}, analysis: {} } as never }]),
    },
  });
  return (await collect(dataSubject.process(context))).elements;
}

/** The subjects of each table of one database that has any. */
export async function subjectsIn(...tables: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const byTable = Object.groupBy(await findingsIn(tables), ({ entity }) => entity.name);
  return Object.fromEntries(
    Object.entries(byTable).map(([name, all]) => [name, (all ?? []).map((one) => one.subject)]),
  );
}
