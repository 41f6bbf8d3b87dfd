import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dataSubject, dataSubjectConfig } from "../../../src/components/data_subject/index.ts";
import { rulesetFiles } from "../../../src/components/rulesets/index.ts";
import {
  type DataSubjectFinding,
  type PersonalDataFinding,
  personalDataFinding,
  standardInput,
} from "../../../src/plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../../src/testing/component-context.ts";
import { analyse } from "../analyse.ts";
import { tablesOf } from "./find.ts";
import { type LabelledSchema, schemaFolder } from "./schemas.ts";

/** Whose data a table holds: the subjects that are right, and those that were found. A table without right ones holds nobody's. */
export interface JudgedTable {
  readonly table: string;
  readonly right: readonly string[];
  readonly found: readonly string[];
}

/**
 * Reads `NAME.subjects.tsv` beside a schema: `table<TAB>subjects with slashes`, the most exact first. Tables that it does
 * not name hold nobody's data. Undefined if there is no such file.
 */
export function readSubjects(name: string, folder = schemaFolder): ReadonlyMap<string, readonly string[]> | undefined {
  const file = join(folder, `${name}.subjects.tsv`);
  return existsSync(file) ? subjectsIn(readFileSync(file, "utf8")) : undefined;
}

/** Parses the lines of such a file. */
export function subjectsIn(content: string): ReadonlyMap<string, readonly string[]> {
  const lines = content.split("\n").filter((line) => line.trim() !== "");
  return new Map(
    lines.map((line) => {
      const [table = "", subjects, ...more] = line.split("\t").map((part) => part.trim());
      if (subjects === undefined || subjects === "" || more.length > 0)
        throw new Error(`no table and subjects: ${line}`);
      return [table, subjects.split("/")] as const;
    }),
  );
}

/** Runs `personal_data` and then `data_subject` on the tables of a schema, as a run does. */
export async function findSubjects(
  { name, columns }: LabelledSchema,
  labels: ReadonlyMap<string, readonly string[]>,
): Promise<readonly JudgedTable[]> {
  const structure = { databases: [{ name, engine: "sqlite", tables: tablesOf(columns) }] };
  const findings = await subjectsOf(structure, await analyse([], structure));
  const byTable = Map.groupBy(findings, ({ entity }) => entity.name);
  const tables = new Set(columns.map(({ table }) => table));
  for (const table of labels.keys()) if (!tables.has(table)) throw new Error(`no table of ${name}: ${table}`);
  return [...tables].map((table) => ({
    table,
    right: labels.get(table) ?? [],
    found: (byTable.get(table) ?? []).map(({ subject }) => subject),
  }));
}

type Structure = NonNullable<Parameters<typeof inputOf<typeof standardInput>>[1][number]["rest"]["structure"]>;

type PersonalPart = Parameters<typeof inputOf<typeof personalDataFinding>>[1][number];

async function subjectsOf(
  structure: Structure,
  personal: readonly PersonalDataFinding[],
): Promise<readonly DataSubjectFinding[]> {
  const shipped = rulesetFiles.find(({ uri }) => uri === "local/data_subjects/1.0.0");
  if (shipped === undefined) throw new Error("the ruleset of data subjects is missing");
  const limits = { truncated: false, notices: [] };
  const source = { kind: "database" as const, connector: "evaluation", location: "evaluation" };
  const rest = { name: "evaluation", source, structure, limits, summary: {} };
  // The component reads only the elements of this input.
  const personalPart = { elements: personal, rest: {} } as unknown as PersonalPart;
  const context = fakeContext({
    config: { ...dataSubjectConfig.parse({}), ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) } },
    inputs: {
      standard_input: inputOf(standardInput, [{ rest }]),
      personal_data_finding: inputOf(personalDataFinding, [personalPart]),
    },
  });
  return (await collect(dataSubject.process(context))).elements;
}
