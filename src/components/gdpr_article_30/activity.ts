import type { Article30Activity } from "../../plugin/index.ts";
import { type Cells, gap } from "./cells.ts";
import { type LocationEvidence, type Sourced, sourceOf } from "./evidence.ts";
import type { DeclaredActivity, Organisation } from "./organisation.ts";

/** The input for one row of the record. */
interface ActivityInput {
  readonly declared: DeclaredActivity;
  /**
   * Path of the declaration in the organisation file, such as `activities[0]`; null for an activity that findings
   * suggest.
   */
  readonly path: string | null;
  readonly places: readonly LocationEvidence[];
  readonly organisation: Organisation;
  readonly role: "controller" | "processor";
  readonly cells: Cells;
}

/** Composes one processing activity from declarations, findings that add to them, and gaps where both are silent. */
export function composeActivity(input: ActivityInput): Article30Activity {
  const { declared, cells } = input;
  const at = (key: string): string => `${input.path ?? ""}.${key}`;
  const said = <T>(value: T | undefined, key: string) =>
    cells.declared(input.path === null ? undefined : value, at(key));
  const personal = personalData(input, at);
  const isSpecial = personal.some((row) => row.special_category) || declared.special_category_condition;
  const categories = personal.flatMap((row) => row.category.value ?? []);
  return {
    id: declared.id,
    name:
      input.path === null ? { value: declared.name, status: "inferred", provenance: [] } : said(declared.name, "name"),
    role: declared.role ?? input.role,
    systems: systems(input, at),
    purposes: purposes(input, at),
    data_subjects: dataSubjects(input, at),
    personal_data: personal,
    recipients: recipients(input, at),
    transfers: transfers(input, at),
    retention: retention(input, at, categories),
    security_measures: securityMeasures(input, at),
    lawful_basis: said(declared.lawful_basis, "lawful_basis"),
    special_category_condition: isSpecial
      ? said(declared.special_category_condition, "special_category_condition")
      : gap("not_applicable"),
    source_of_data: said(declared.source_of_data, "source_of_data"),
    automated_decisions: said(declared.automated_decisions, "automated_decisions"),
    dpia: said(declared.dpia, "dpia"),
    owner: said(declared.owner, "owner"),
  };
}

type PathOf = (key: string) => string;

function systems(input: ActivityInput, at: PathOf): Article30Activity["systems"] {
  const { declared, places, cells } = input;
  if (input.path !== null && declared.systems !== undefined) return cells.declared(declared.systems, at("systems"));
  const names = [...new Set(places.map((place) => place.system))];
  if (names.length === 0) return gap("needs_human");
  return cells.detected(
    names,
    places.flatMap((place) => place.personal),
  );
}

function purposes(input: ActivityInput, at: PathOf): Article30Activity["purposes"] {
  const found = (place: LocationEvidence) => place.purposes;
  return withDetected(input, at, "purposes", input.declared.purposes, found, ({ purpose }) => purpose);
}

function dataSubjects(input: ActivityInput, at: PathOf): Article30Activity["data_subjects"] {
  const found = (place: LocationEvidence) => place.subjects;
  return withDetected(input, at, "data_subjects", input.declared.data_subjects, found, ({ subject }) => subject);
}

/** Returns declared values, confirmed by findings if there are any, followed by values that only findings show. */
function withDetected<F extends { readonly id: string; readonly confidence: "low" | "medium" | "high" }>(
  { declared, places, cells, path }: ActivityInput,
  at: PathOf,
  key: "purposes" | "data_subjects",
  values: readonly string[] | undefined,
  pick: (place: LocationEvidence) => readonly Sourced<F>[],
  nameOf: (finding: F) => string,
): Article30Activity["purposes"] {
  const found = group(places.flatMap(pick), ({ finding }) => nameOf(finding));
  const own = path === null ? [] : (values ?? []);
  const fromConfig = own.map((value, i) => cells.both(value, `${at(key)}[${i}]`, found.get(value) ?? []));
  // A declared purpose is the organisation's decision. Detected purposes next to it would only obscure it.
  if (key === "purposes" && own.length > 0) return fromConfig;
  const more = [...found].filter(([value]) => !own.includes(value));
  const suggested =
    path === null ? more.filter(([value]) => key !== "purposes" || declared.purposes?.includes(value)) : more;
  return [...fromConfig, ...suggested.map(([value, from]) => cells.detected(value, from))];
}

function personalData(
  { declared, places, cells, path }: ActivityInput,
  at: PathOf,
): Article30Activity["personal_data"] {
  const found = group(
    places.flatMap((place) => place.personal),
    ({ finding }) => finding.category,
  );
  const own = path === null ? [] : (declared.personal_data ?? []);
  const row = (category: string, cell: Article30Activity["personal_data"][number]["category"]) => {
    const from = found.get(category) ?? [];
    return {
      category: cell,
      special_category: from.some(({ finding }) => finding.special_category),
      sources: [...new Set(from.map(({ finding }) => sourceOf(finding.locator)))].sort(),
    };
  };
  return [
    ...own.map((category, i) =>
      row(category, cells.both(category, `${at("personal_data")}[${i}]`, found.get(category) ?? [])),
    ),
    ...[...found]
      .filter(([category]) => !own.includes(category))
      .map(([category, from]) => row(category, cells.detected(category, from))),
  ];
}

/** An open value is either a gap that a person must fill, or not applicable, depending on the row. */
const openIf = (isNeeded: boolean): "needs_human" | "not_applicable" => (isNeeded ? "needs_human" : "not_applicable");

function recipients(input: ActivityInput, at: PathOf): Article30Activity["recipients"] {
  const { cells } = input;
  return rows(input, at, "recipients").map(({ row, path }) => ({
    name: cells.declared(row.name, `${path}.name`),
    kind: cells.declared<string>(row.kind, `${path}.kind`),
    country: cells.declared(row.country, `${path}.country`, openIf(row.kind !== "internal")),
    contract: cells.declared(row.contract, `${path}.contract`, openIf(row.kind === "processor")),
  }));
}

function transfers(input: ActivityInput, at: PathOf): Article30Activity["transfers"] {
  const { cells } = input;
  return rows(input, at, "transfers").map(({ row, path }) => ({
    recipient: cells.declared(row.recipient, `${path}.recipient`),
    country: cells.declared(row.country, `${path}.country`),
    mechanism: cells.declared<string>(row.mechanism === "unknown" ? undefined : row.mechanism, `${path}.mechanism`),
    documentation: cells.declared(row.documentation, `${path}.documentation`, openIf(row.mechanism === "art49")),
  }));
}

function securityMeasures(input: ActivityInput, at: PathOf): Article30Activity["security_measures"] {
  const { cells } = input;
  return rows(input, at, "security_measures").map(({ row, path }) => ({
    kind: cells.declared(row.kind, `${path}.kind`),
    description: cells.declared(row.description, `${path}.description`),
  }));
}

/**
 * Returns a period for every category: the activity's rule for it, the activity's general rule, the organisation's
 * rule, or a gap, in this order.
 */
function retention(
  { declared, organisation, cells, path }: ActivityInput,
  at: PathOf,
  categories: readonly string[],
): Article30Activity["retention"] {
  const own = (path === null ? [] : (declared.retention ?? [])).map((rule, i) => ({
    rule,
    path: `${at("retention")}[${i}]`,
  }));
  const general = (organisation.retention ?? []).map((rule, i) => ({ rule, path: `retention[${i}]` }));
  const named = own.map(({ rule }) => rule.category).filter((category) => category !== "*");
  return [...new Set([...named, ...categories])].map((category) => {
    const find = (rules: typeof own, wanted: string) => rules.find(({ rule }) => rule.category === wanted);
    const found = find(own, category) ?? find(own, "*") ?? find(general, category) ?? find(general, "*");
    return {
      category,
      period: cells.declared(found?.rule.period, `${found?.path}.period`),
      basis: cells.declared(found?.rule.basis, `${found?.path}.basis`),
    };
  });
}

type Listed = "recipients" | "transfers" | "security_measures";

/** Returns the activity's own list, or the organisation's if the activity has none. */
function rows<K extends Listed>({ declared, organisation, path }: ActivityInput, at: PathOf, key: K) {
  const own = path === null ? undefined : declared[key];
  const list: readonly NonNullable<Organisation[K]>[number][] = own ?? organisation[key] ?? [];
  return list.map((row, i) => ({ row, path: own === undefined ? `${key}[${i}]` : `${at(key)}[${i}]` }));
}

/** Groups entries, in alphabetical order of their keys. */
function group<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = Map.groupBy(all, keyOf);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
