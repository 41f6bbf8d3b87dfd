import type { Article30Activity } from "../../plugin/index.ts";
import { type ActivityInput, type PathOf, pathIn } from "./activity-input.ts";
import { gap } from "./cells.ts";
import { type DeclaredList, declaredRows, emptyLists } from "./empty-lists.ts";
import { type LocationEvidence, type Sourced, sourceOf } from "./evidence.ts";

/** Composes one processing activity from declarations, findings that add to them, and gaps where both are silent. */
export function composeActivity(input: ActivityInput): Article30Activity {
  const { declared, cells } = input;
  const at = pathIn(input);
  const role = declared.role ?? input.role;
  const said = <T>(value: T | undefined, key: string, missing?: "needs_human" | "not_applicable" | "not_detected") =>
    cells.declared(input.path === null ? undefined : value, at(key), missing);
  // The law asks a controller for these, and a processor cannot know them.
  const ofController = role === "controller" ? "needs_human" : "not_applicable";
  const lists = {
    purposes: purposes(input, at),
    data_subjects: dataSubjects(input, at),
    personal_data: personalData(input, at),
    recipients: recipients(input, at),
    transfers: transfers(input, at),
    security_measures: securityMeasures(input, at),
  };
  const isSpecial = lists.personal_data.some((row) => row.special_category);
  const all = { ...lists, retention: retention(input, at, lists.personal_data) };
  return {
    id: declared.id,
    name: name(input, at),
    role,
    systems: systems(input, at),
    ...all,
    lawful_basis: said(declared.lawful_basis, "lawful_basis", ofController),
    special_category_condition: said(
      declared.special_category_condition,
      "special_category_condition",
      role === "processor" ? "not_applicable" : isSpecial ? "needs_human" : "not_detected",
    ),
    source_of_data: said(declared.source_of_data, "source_of_data", ofController),
    automated_decisions: said(declared.automated_decisions, "automated_decisions", ofController),
    dpia: said(declared.dpia, "dpia", ofController),
    owner: said(declared.owner, "owner"),
    ...(role === "processor" ? { acting_for: actingFor(input, at) } : {}),
    empty_lists: emptyLists(input, role, all),
  };
}

/** A candidate has the name of its purpose or system, which the findings at its locations suggest. */
function name({ declared, path, places, cells }: ActivityInput, at: PathOf): Article30Activity["name"] {
  if (path !== null) return cells.declared(declared.name, at("name"));
  const serving = places.flatMap((place) => place.purposes).filter(({ finding }) => finding.purpose === declared.id);
  const from = serving.length > 0 ? serving : places.flatMap((place) => place.personal);
  return cells.detected(declared.name, from, "inferred");
}

function systems(input: ActivityInput, at: PathOf): Article30Activity["systems"] {
  const { declared, places, cells } = input;
  const own = [...(declared.systems ?? []), ...(declared.systems_not_read ?? [])];
  if (input.path !== null && own.length > 0) {
    return cells.declared(own, at(declared.systems === undefined ? "systems_not_read" : "systems"));
  }
  const from = places.flatMap((place) => place.personal);
  if (from.length === 0) return gap("not_detected");
  if (input.path === null && declared.systems !== undefined) return cells.detected(declared.systems, from, "inferred");
  return cells.detected(
    places.map((place) => place.name),
    from,
  );
}

/** A processor with one controller can only act for that one. */
function actingFor({ declared, organisation, path, cells }: ActivityInput, at: PathOf) {
  if (path !== null && declared.acting_for !== undefined) return cells.declared(declared.acting_for, at("acting_for"));
  const controllers = organisation.acting_for ?? [];
  const [only] = controllers;
  if (controllers.length !== 1 || only?.name === undefined) return gap<string[]>("needs_human");
  return cells.inferred([only.name], "acting_for[0].name");
}

function purposes(input: ActivityInput, at: PathOf): Article30Activity["purposes"] {
  const found = (place: LocationEvidence) => place.purposes;
  return withDetected(input, at, "purposes", input.declared.purposes, found, ({ purpose }) => purpose);
}

function dataSubjects(input: ActivityInput, at: PathOf): Article30Activity["data_subjects"] {
  const found = (place: LocationEvidence) => place.subjects;
  return withDetected(input, at, "data_subjects", input.declared.data_subjects, found, ({ subject }) => subject);
}

type ConfidentFinding =
  | LocationEvidence["subjects"][number]["finding"]
  | LocationEvidence["purposes"][number]["finding"];

/** Returns declared values, confirmed by findings if there are any, followed by values that only findings show. */
function withDetected<F extends ConfidentFinding>(
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
  const isOwnPurpose = (value: string) => declared.purposes?.includes(value) ?? true;
  const suggested = path === null && key === "purposes" ? more.filter(([value]) => isOwnPurpose(value)) : more;
  return [...fromConfig, ...suggested.map(([value, from]) => cells.detected(value, from))];
}

function personalData(
  { declared, places, cells, path, isSpecial }: ActivityInput,
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
      special_category: isSpecial(category) || from.some(({ finding }) => finding.special_category),
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
    contract: cells.declared(
      row.contract,
      `${path}.contract`,
      openIf(row.kind === "processor" || row.kind === undefined),
    ),
  }));
}

function transfers(input: ActivityInput, at: PathOf): Article30Activity["transfers"] {
  const { cells } = input;
  return rows(input, at, "transfers").map(({ row, path }) => {
    const mechanism = row.mechanism === "unknown" ? undefined : row.mechanism;
    const isOpen = mechanism === undefined || mechanism === "art49";
    return {
      recipient: cells.declared(row.recipient, `${path}.recipient`),
      country: cells.declared(row.country, `${path}.country`),
      mechanism: cells.declared<string>(mechanism, `${path}.mechanism`),
      documentation: cells.declared(row.documentation, `${path}.documentation`, openIf(isOpen)),
    };
  });
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
  personal: Article30Activity["personal_data"],
): Article30Activity["retention"] {
  const own = (path === null ? [] : (declared.retention ?? [])).map((rule, i) => ({
    rule,
    path: `${at("retention")}[${i}]`,
  }));
  const general = (organisation.retention ?? []).map((rule, i) => ({ rule, path: `retention[${i}]` }));
  const named = own.map(({ rule }) => rule.category).filter((category) => category !== "*");
  const categories = personal.flatMap((row) => row.category.value ?? []);
  // Without any category, the rules themselves tell what is declared.
  const known = [...named, ...categories];
  const all = known.length > 0 ? known : [...own, ...general].map(({ rule }) => rule.category);
  return [...new Set(all)].map((category) => {
    const find = (rules: typeof own, wanted: string) => rules.find(({ rule }) => rule.category === wanted);
    const found = find(own, category) ?? find(own, "*") ?? find(general, category) ?? find(general, "*");
    return {
      category,
      period: cells.declared(found?.rule.period, `${found?.path}.period`),
      basis: cells.declared(found?.rule.basis, `${found?.path}.basis`),
    };
  });
}

/** Returns the activity's own list, or the organisation's if the activity has none. */
function rows<K extends DeclaredList>(input: ActivityInput, at: PathOf, key: K) {
  const { list, isOwn } = declaredRows(input, key);
  return (list ?? []).map((row, i) => ({ row, path: isOwn ? `${at(key)}[${i}]` : `${key}[${i}]` }));
}

/** Groups entries, in alphabetical order of their keys. */
function group<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = Map.groupBy(all, keyOf);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
