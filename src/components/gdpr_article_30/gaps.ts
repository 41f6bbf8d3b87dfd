import type { Article30Activity, Article30Cell, Article30Party, ContentOf, gdprArticle30 } from "../../plugin/index.ts";
import { nearestPlace } from "./nearest-place.ts";
import type { Organisation } from "./organisation.ts";

type Record30 = ContentOf<typeof gdprArticle30>;
type Gap = Record30["gaps"][number];
type Draft = Pick<
  Record30,
  "controller" | "dpo" | "activities" | "joint_controllers" | "representatives" | "unassigned"
> & {
  /** Declared systems that match no finding. */
  readonly unmatched: readonly { readonly activity: string; readonly index: number; readonly system: string }[];
  /** Names of all databases, tables and files with findings. */
  readonly places: readonly string[];
};

/** A check that one item of the Regulation is filled. */
interface Check {
  readonly item: string;
  readonly activity: string | null;
  readonly filled: boolean;
  readonly message: string;
  readonly howToFill: string;
}

/** Checks which items of Art. 30(1)(a) to (g) are missing from the record, and how complete each item is. */
export function measureGaps(draft: Draft, organisation: Organisation): Pick<Record30, "gaps" | "completeness"> {
  const checks = [
    ...partyChecks("controller", draft.controller, true),
    ...(organisation.dpo === undefined ? [] : partyChecks("dpo", draft.dpo, false)),
    ...draft.activities.flatMap((activity, i) =>
      activityChecks(activity, activity.name.status === "inferred" ? null : i, organisation),
    ),
    ...draft.unmatched.map((one) => systemCheck(one, draft.places)),
    ...unassignedChecks(draft.unassigned),
  ];
  const gaps: Gap[] = checks
    .filter((check) => !check.filled)
    .map(({ item, activity, message, howToFill }) => ({ item, activity, message, how_to_fill: howToFill }));
  const byItem: Record30["completeness"]["by_item"] = {};
  for (const check of checks) {
    const before = byItem[check.item] ?? { filled: 0, applicable: 0 };
    byItem[check.item] = { filled: before.filled + Number(check.filled), applicable: before.applicable + 1 };
  }
  const filled = checks.filter((check) => check.filled).length;
  const overall = checks.length === 0 ? 0 : Math.round((filled / checks.length) * 10_000) / 10_000;
  return { gaps, completeness: { overall, by_item: byItem } };
}

/** Personal data that no activity covers is missing from the record, even if all activities are complete. */
function unassignedChecks(unassigned: Draft["unassigned"]): Check[] {
  if (unassigned.length === 0) return [];
  const count = unassigned.length;
  const names = unassigned.slice(0, 8).map(({ category }) => category);
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  const special = unassigned.filter((one) => one.special_category).length;
  const what = count === 1 ? "1 category of personal data is" : `${count} categories of personal data are`;
  const note = special === 0 ? "" : `; ${special} of them special`;
  return [
    {
      item: "30(1)(c)",
      activity: null,
      filled: false,
      message: `${what} not covered by any activity (${names.join(", ")}${more}${note})`,
      howToFill: "name the tables and files in the systems of an activity in the organisation file, or delete the data",
    },
  ];
}

function systemCheck({ activity, index, system }: Draft["unmatched"][number], places: readonly string[]): Check {
  const near = nearestPlace(system, places);
  return {
    item: "30(1)(c)",
    activity,
    filled: false,
    message: `names the system "${system}", which matches no finding`,
    howToFill: `${near === undefined ? "" : `did you mean "${near}"? `}correct activities[${index}].systems: database, database.table, or a file by its path in the folder that is read`,
  };
}

function partyChecks(key: "controller" | "dpo", party: Article30Party, nameNeeded: boolean): Check[] {
  const contact = hasValue(party.email) || hasValue(party.telephone) || hasValue(party.address);
  const who = key === "dpo" ? "the data protection officer" : "the controller";
  const check = (filled: boolean, what: string, field: string): Check => ({
    item: "30(1)(a)",
    activity: null,
    filled,
    message: `${what} of ${who} ${what.startsWith("contact") ? "are" : "is"} not declared`,
    howToFill: `add ${key}.${field} to the organisation file`,
  });
  return [
    ...(nameNeeded ? [check(hasValue(party.name), "name", "name")] : []),
    check(contact, "contact details", "email"),
  ];
}

function activityChecks(activity: Article30Activity, index: number | null, organisation: Organisation): Check[] {
  const base = index === null ? "activities[]" : `activities[${index}]`;
  const declared = index === null ? undefined : organisation.activities?.[index];
  const check: CheckOf = (item, filled, message, field) => ({
    item,
    activity: activity.id,
    filled,
    message,
    howToFill: `add ${base}.${field} to the organisation file`,
  });
  const isReport = (key: "recipients" | "transfers"): boolean => (declared?.[key] ?? organisation[key]) !== undefined;
  const { purposes, data_subjects: subjects, personal_data: personal, security_measures: measures } = activity;
  const nobody = "recipients (an empty list says: nobody)";
  const nowhere = "transfers (an empty list says: none)";
  return [
    check("30(1)(b)", purposes.some(isProvided), "no purpose is declared", "purposes"),
    check("30(1)(c)", subjects.length > 0, "no category of data subjects is known", "data_subjects"),
    check("30(1)(c)", personal.length > 0, "no category of personal data is known", "personal_data"),
    check("30(1)(d)", isReport("recipients"), "it is not said who receives the data", nobody),
    check("30(1)(e)", isReport("transfers"), "it is not said whether data goes to third countries", nowhere),
    check("30(1)(g)", measures.length > 0, "no security measure is described", "security_measures"),
    ...transferChecks(activity, check),
    ...retentionChecks(activity, check),
  ];
}

type CheckOf = (item: string, filled: boolean, message: string, field: string) => Check;

function transferChecks({ transfers }: Article30Activity, check: CheckOf): Check[] {
  return transfers.map(({ mechanism, country }) => {
    const message = `the safeguard of the transfer to ${country.value ?? "?"} is not declared`;
    return check("30(1)(e)", hasValue(mechanism), message, "transfers[].mechanism");
  });
}

function retentionChecks({ retention }: Article30Activity, check: CheckOf): Check[] {
  if (retention.length === 0) return [check("30(1)(f)", false, "no time limit for erasure is declared", "retention")];
  return retention.map(({ category, period }) => {
    const message = `no time limit for erasure of "${category}" is declared`;
    return check("30(1)(f)", hasValue(period), message, "retention");
  });
}

const isProvided = ({ status }: Article30Cell<unknown>): boolean => status === "provided";

const hasValue = (cell: Article30Cell<unknown>): boolean => cell.value !== null;
