import type { Article30Party } from "../../plugin/index.ts";
import { activityEntries, type CheckedActivity, unassignedEntries } from "./activity-checks.ts";
import { addTo, type Entry, hasValue, measure, missing, type Record30 } from "./checks.ts";
import type { Organisation } from "./organisation.ts";

type Draft = Pick<
  Record30,
  "role" | "controller" | "dpo" | "joint_controllers" | "representatives" | "acting_for" | "unassigned"
> & {
  readonly checked: readonly CheckedActivity[];
  /** Names of all databases, schemas, tables and files with findings. */
  readonly places: readonly string[];
};

/**
 * Checks which items of Art. 30(1) and (2) are missing from the record, and how complete each item is. Each item counts
 * once for each activity, however many categories the activity has, so that more data never looks like a better record.
 */
export function measureGaps(draft: Draft, organisation: Organisation): Pick<Record30, "gaps" | "completeness"> {
  const { checked, places, unassigned } = draft;
  const kept = rolesOf(draft);
  return measure([
    ...(kept.controller ? controllerParties(draft, organisation) : []),
    ...(kept.processor ? processorParties(draft, organisation, kept.controller) : []),
    ...checked.flatMap((one) => activityEntries(one, { organisation, places })),
    ...unassignedEntries(unassigned, kept.controller ? "30(1)(c)" : "30(2)(b)"),
  ]);
}

/** A record kept in both roles contains only what its activities need. */
function rolesOf({ role, checked }: Draft): { readonly controller: boolean; readonly processor: boolean } {
  const has = (one: "controller" | "processor"): boolean => checked.some(({ activity }) => activity.role === one);
  const processor = role === "processor" || has("processor");
  return { controller: role === "controller" || has("controller") || !processor, processor };
}

function controllerParties(draft: Draft, organisation: Organisation): readonly Entry[] {
  const entry = (...all: readonly Entry["missing"][]): Entry => ({
    item: "30(1)(a)",
    activity: null,
    missing: all.flat(),
  });
  return [
    entry(
      nameOf("controller", "the controller", draft.controller),
      contactOf("controller", "the controller", draft.controller),
    ),
    entry(
      notSaid(organisation.joint_controllers, "joint_controllers", "there are joint controllers"),
      partiesOf("joint_controllers", "a joint controller", draft.joint_controllers),
    ),
    entry(...representation(draft, organisation)),
    entry(officer(draft, organisation)),
  ];
}

/** What both paragraphs ask for is one gap, with the item of the controller. */
function processorParties(draft: Draft, organisation: Organisation, isController: boolean): readonly Entry[] {
  const own = [
    nameOf("controller", "the processor", draft.controller),
    contactOf("controller", "the processor", draft.controller),
    ...representation(draft, organisation),
    officer(draft, organisation),
  ].flat();
  const entry = (all: Entry["missing"]): Entry => ({ item: "30(2)(a)", activity: null, missing: all });
  const acting =
    draft.acting_for.length === 0
      ? [missing("no controller is declared on whose behalf the processor acts", addTo("acting_for"))]
      : partiesOf("acting_for", "a controller that the processor acts for", draft.acting_for);
  return [...(isController ? [] : [entry(own)]), entry(acting)];
}

const representation = (draft: Draft, organisation: Organisation): readonly Entry["missing"][] => [
  notSaid(organisation.representatives, "representatives", "there is a representative in the Union"),
  partiesOf("representatives", "a representative", draft.representatives),
];

function officer({ dpo }: Draft, { dpo: declared }: Organisation): Entry["missing"] {
  if (declared === "none") return [];
  if (declared === undefined) {
    const how = `${addTo("dpo")} ("dpo: none" says that there is none)`;
    return [missing("it is not said whether there is a data protection officer", how)];
  }
  return contactOf("dpo", "the data protection officer", dpo);
}

function notSaid(list: readonly unknown[] | undefined, key: string, what: string): Entry["missing"] {
  if (list !== undefined) return [];
  return [missing(`it is not said whether ${what}`, addTo(`${key} (an empty list says: none)`))];
}

const partiesOf = (key: string, who: string, parties: readonly Article30Party[]): Entry["missing"] =>
  parties.flatMap((party, i) => [...nameOf(`${key}[${i}]`, who, party), ...contactOf(`${key}[${i}]`, who, party)]);

function nameOf(path: string, who: string, { name }: Article30Party): Entry["missing"] {
  return hasValue(name) ? [] : [missing(`name of ${who} is not declared`, addTo(`${path}.name`))];
}

function contactOf(path: string, who: string, { email, telephone, address }: Article30Party): Entry["missing"] {
  if ([email, telephone, address].some(hasValue)) return [];
  return [missing(`contact details of ${who} are not declared`, addTo(`${path}.email`))];
}
