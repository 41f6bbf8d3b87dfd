import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** A row of a record that findings suggest, as far as a draft needs it. */
export interface Candidate {
  readonly id: string;
  /** The artifact of the record. */
  readonly artifact: string;
  readonly name: string;
  readonly role: "controller" | "processor";
  readonly systems: readonly string[];
  readonly purposes: readonly string[];
  readonly subjects: readonly string[];
  readonly personalData: readonly { readonly category: string; readonly isSpecial: boolean }[];
  /** Categories for which no general time limit is declared. */
  readonly withoutPeriod: readonly string[];
  /** The lists that the organisation declares for every activity. */
  readonly general: ReadonlySet<"recipients" | "transfers" | "security_measures">;
  /** Names of the declared controllers on whose behalf a processor acts. */
  readonly actingFor: readonly string[];
}

/** Returns the candidate rows of a record: those for its activities, then those for what no activity covers. */
export function candidatesOf(artifact: string, record: JsonObject): readonly Candidate[] {
  const inferred = listOf(record["activities"]).filter((one) => statusOf(one["name"]) === "inferred");
  const actingFor = listOf(record["acting_for"]).flatMap(({ name }) => textsIn(name));
  return [...inferred, ...listOf(record["candidates"])].map((row) => candidateOf({ artifact, row, actingFor }));
}

interface CandidateRow {
  readonly artifact: string;
  readonly row: JsonObject;
  readonly actingFor: readonly string[];
}

function candidateOf({ artifact, row, actingFor }: CandidateRow): Candidate {
  const personal = listOf(row["personal_data"]);
  const empty = isJsonObject(row["empty_lists"]) ? row["empty_lists"] : {};
  const isGeneral = (key: string): boolean => listOf(row[key]).length > 0 || textsIn(empty[key]).includes("none");
  return {
    id: String(row["id"]),
    artifact,
    name: textsIn(row["name"])[0] ?? String(row["id"]),
    role: row["role"] === "processor" ? "processor" : "controller",
    systems: textsIn(row["systems"]),
    purposes: listOf(row["purposes"]).flatMap(textsIn),
    subjects: listOf(row["data_subjects"]).flatMap(textsIn),
    personalData: personal.flatMap(({ category, special_category }) =>
      textsIn(category).map((one) => ({ category: one, isSpecial: special_category === true })),
    ),
    withoutPeriod: listOf(row["retention"])
      .filter(({ period }) => textsIn(period).length === 0)
      .map(({ category }) => String(category)),
    general: new Set((["recipients", "transfers", "security_measures"] as const).filter(isGeneral)),
    actingFor,
  };
}

const listOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const statusOf = (cell: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(cell) ? cell["status"] : undefined;

/** Returns the texts of a cell; none for a cell without a value. */
function textsIn(cell: JsonValue | undefined): readonly string[] {
  const value = isJsonObject(cell) ? cell["value"] : undefined;
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
