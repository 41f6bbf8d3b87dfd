import type { Article30Party, ContentOf, gdprArticle30, Limits } from "../../plugin/index.ts";
import { composeActivity } from "./activity.ts";
import type { CheckedActivity } from "./activity-checks.ts";
import { type Cells, gap, makeCells } from "./cells.ts";
import { assignPlaces } from "./claims.ts";
import { type Evidence, type LocationEvidence, sourceOf } from "./evidence.ts";
import { measureGaps } from "./gaps.ts";
import type { DeclaredParty, Organisation } from "./organisation.ts";
import { isSpecialCategory } from "./special-categories.ts";
import { suggestActivities, suggestSystems } from "./suggestions.ts";

type Record30 = ContentOf<typeof gdprArticle30>;

interface ComposeInput {
  readonly role: Record30["role"];
  readonly grouping: "declared" | "purpose";
  readonly organisation: Organisation;
  /** The organisation file as the user wrote it. */
  readonly file: string;
  readonly evidence: Evidence;
  readonly inputs: Record30["inputs"];
  readonly limits: Limits;
}

/**
 * Composes the record of processing. Nothing in it is invented: each cell contains a declaration or a finding, or is
 * marked as a gap.
 */
export function composeRecord(input: ComposeInput): Record30 {
  const { organisation, evidence, role } = input;
  const cells = makeCells(input.file);
  const parties = partiesOf(organisation, cells);
  const { checked, unclaimed } = composeActivities(input, cells);
  const activities = checked.map(({ activity }) => activity);
  const unassigned = listUnassigned(unclaimed);
  const places = [...new Set(evidence.places.flatMap(namesOf))];
  const measured = measureGaps({ role, ...parties, checked, unassigned, places }, organisation);
  return {
    role,
    inputs: input.inputs,
    ...parties,
    exemption: exemptionOf(organisation, cells),
    activities,
    unassigned,
    candidates: candidatesOf(input, cells, unclaimed),
    ...measured,
    limits: input.limits,
    summary: summarise(activities.length, unassigned.length, measured),
  };
}

const namesOf = ({ name, system, table }: LocationEvidence): readonly string[] => [
  name,
  system,
  ...(table === null || table.schema === null ? [] : [`${table.database}.${table.schema}`]),
];

/** Composes the declared activities, or those that findings suggest, and returns the locations that none covers. */
function composeActivities(
  input: ComposeInput,
  cells: Cells,
): { readonly checked: readonly CheckedActivity[]; readonly unclaimed: readonly LocationEvidence[] } {
  const { organisation, evidence, grouping } = input;
  const declared = organisation.activities ?? [];
  const isSuggested = grouping === "purpose" || declared.length === 0;
  const all = isSuggested ? suggestActivities(evidence) : declared;
  const { claimed, unclaimed, unmatched } = assignPlaces(all, evidence);
  const checked = all.map((activity, i) => {
    const path = isSuggested ? null : `activities[${i}]`;
    const places = claimed.get(activity) ?? [];
    const composed = composeActivity({ ...sharedInput(input, cells), declared: activity, path, places });
    return { activity: composed, path, unmatched: unmatched.get(activity) ?? [] };
  });
  return { checked, unclaimed };
}

const sharedInput = ({ organisation, role, evidence }: ComposeInput, cells: Cells) => ({
  organisation,
  role: role === "processor" ? ("processor" as const) : ("controller" as const),
  analysed: evidence.analysed,
  isSpecial: isSpecialCategory,
  cells,
});

/** Composes one row for each system with personal data that no activity covers. */
function candidatesOf(
  input: ComposeInput,
  cells: Cells,
  unclaimed: readonly LocationEvidence[],
): NonNullable<Record30["candidates"]> {
  const declared = (input.organisation.activities ?? []).map(({ id }) => id);
  return suggestSystems(input.evidence.places, unclaimed, declared).map(({ places, ...suggested }) =>
    composeActivity({ ...sharedInput(input, cells), declared: suggested, path: null, places }),
  );
}

function partiesOf(organisation: Organisation, cells: Cells) {
  const officer = organisation.dpo;
  const many = (key: "joint_controllers" | "representatives" | "acting_for") =>
    (organisation[key] ?? []).map((declared, i) => party(declared, `${key}[${i}]`, cells));
  return {
    controller: party(organisation.controller, "controller", cells),
    joint_controllers: many("joint_controllers"),
    representatives: many("representatives"),
    dpo: officer === "none" ? noParty("dpo", cells) : party(officer, "dpo", cells),
    acting_for: many("acting_for"),
    empty_lists: emptyPartyLists(organisation, cells),
  };
}

type PartyLists = NonNullable<Record30["empty_lists"]>;

/** Tells for every empty list of parties whether it is declared to be empty. Only processors act for others. */
function emptyPartyLists(organisation: Organisation, cells: Cells): PartyLists {
  const empty = (key: keyof PartyLists) => {
    const list = organisation[key];
    if (list !== undefined && list.length > 0) return {};
    return { [key]: list === undefined ? gap("needs_human") : cells.declared("none", key) };
  };
  return { ...empty("joint_controllers"), ...empty("representatives"), ...empty("acting_for") };
}

function exemptionOf({ exemption }: Organisation, cells: Cells): Record30["exemption"] {
  const open = exemption?.claimed === false ? "not_applicable" : "needs_human";
  return {
    claimed: cells.declared(exemption?.claimed, "exemption.claimed"),
    reason: cells.declared(exemption?.reason, "exemption.reason", open),
  };
}

function summarise(
  activities: number,
  unassigned: number,
  { gaps, completeness }: Pick<Record30, "gaps" | "completeness">,
) {
  const items = Object.values(completeness.by_item);
  return {
    activities,
    gaps: gaps.length,
    unassigned,
    filled: items.reduce((sum, item) => sum + item.filled, 0),
    applicable: items.reduce((sum, item) => sum + item.applicable, 0),
  };
}

function party(declared: DeclaredParty | undefined, path: string, cells: Cells): Article30Party {
  return {
    name: cells.declared(declared?.name, `${path}.name`),
    address: cells.declared(declared?.address, `${path}.address`),
    email: cells.declared(declared?.email, `${path}.email`),
    telephone: cells.declared(declared?.telephone, `${path}.telephone`),
  };
}

/** Returns a party that is declared not to exist. */
function noParty(path: string, cells: Cells): Article30Party {
  const none = () => cells.notApplicable<string>(path);
  return { name: none(), address: none(), email: none(), telephone: none() };
}

function listUnassigned(places: readonly LocationEvidence[]): Record30["unassigned"] {
  const all = places.flatMap((place) => place.personal);
  const groups = Map.groupBy(all, ({ finding }) => finding.category);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, from]) => ({
      category,
      special_category: from.some(({ finding }) => finding.special_category),
      sources: [...new Set(from.map(({ finding }) => sourceOf(finding.locator)))].sort(),
      findings: [...new Set(from.map(({ finding }) => finding.id))].sort(),
    }));
}
