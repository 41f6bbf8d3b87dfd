import type { Article30Party, ContentOf, gdprArticle30, Limits } from "../../plugin/index.ts";
import { composeActivity } from "./activity.ts";
import { type Cells, makeCells } from "./cells.ts";
import { assignPlaces } from "./claims.ts";
import { type Evidence, type LocationEvidence, sourceOf } from "./evidence.ts";
import { measureGaps } from "./gaps.ts";
import type { DeclaredActivity, DeclaredParty, Organisation } from "./organisation.ts";

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
  const { activities, unassigned, unmatched } = composeActivities(input, cells);
  const places = [...new Set([...evidence.values()].flatMap(({ name, system }) => [name, system]))];
  const measured = measureGaps({ ...parties, activities, unassigned, unmatched, places }, organisation);
  return {
    role,
    inputs: input.inputs,
    ...parties,
    exemption: exemptionOf(organisation, cells),
    activities,
    unassigned,
    ...measured,
    limits: input.limits,
    summary: summarise(activities.length, unassigned.length, measured),
  };
}

/**
 * Returns the declared activities, or those that findings suggest, with the locations that no activity covers and the
 * systems that match no finding.
 */
function composeActivities({ organisation, evidence, role, grouping }: ComposeInput, cells: Cells) {
  const declared = organisation.activities ?? [];
  const isSuggested = grouping === "purpose" || declared.length === 0;
  const all = isSuggested ? suggestActivities(evidence) : declared;
  const { claimed, unclaimed, unmatched } = assignPlaces(all, evidence);
  return {
    activities: all.map((activity, i) =>
      composeActivity({
        declared: activity,
        path: isSuggested ? null : `activities[${i}]`,
        places: claimed.get(activity) ?? [],
        organisation,
        role: role === "processor" ? "processor" : "controller",
        cells,
      }),
    ),
    unassigned: listUnassigned(unclaimed),
    unmatched: all.flatMap((activity, index) =>
      (unmatched.get(activity) ?? []).map((system) => ({ activity: activity.id, index, system })),
    ),
  };
}

function partiesOf(organisation: Organisation, cells: Cells) {
  const one = (key: "controller" | "dpo") => party(organisation[key], key, cells);
  const many = (key: "joint_controllers" | "representatives" | "acting_for") =>
    (organisation[key] ?? []).map((declared, i) => party(declared, `${key}[${i}]`, cells));
  return {
    controller: one("controller"),
    joint_controllers: many("joint_controllers"),
    representatives: many("representatives"),
    dpo: one("dpo"),
    acting_for: many("acting_for"),
  };
}

function exemptionOf({ exemption }: Organisation, cells: Cells): Record30["exemption"] {
  const open = exemption?.claimed ? "needs_human" : "not_applicable";
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

/** Suggests one activity for each detected purpose, marked as inferred. Used when no activities are declared. */
function suggestActivities(evidence: Evidence): DeclaredActivity[] {
  const purposes = new Set<string>();
  for (const place of evidence.values()) {
    if (place.personal.length > 0) for (const { finding } of place.purposes) purposes.add(finding.purpose);
  }
  return [...purposes]
    .sort()
    .map((purpose) => ({ id: purpose, name: purpose.replaceAll("_", " "), purposes: [purpose] }));
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
