import type { Article30Activity } from "../../plugin/index.ts";
import { addTo, type Entry, hasValue, missing, type Record30 } from "./checks.ts";
import type { UnmatchedSystem } from "./claims.ts";
import { nearestPlaces } from "./nearest-place.ts";
import type { Organisation } from "./organisation.ts";

export interface CheckedActivity {
  readonly activity: Article30Activity;
  /** Path of the declaration; null for a candidate. */
  readonly path: string | null;
  readonly unmatched: readonly UnmatchedSystem[];
}

interface CheckContext {
  readonly organisation: Organisation;
  /** Names of all databases, schemas, tables and files with findings. */
  readonly places: readonly string[];
}

type Missing = Entry["missing"];

/** Checks what Art. 30(1)(b) to (g) ask about an activity of a controller, or Art. 30(2)(b) to (d) of a processor. */
export function activityEntries(checked: CheckedActivity, context: CheckContext): readonly Entry[] {
  const { activity, path } = checked;
  const at = path ?? "activities[]";
  const entry = (item: string, ...all: readonly Missing[]): Entry => ({
    item,
    activity: activity.id,
    missing: all.flat(),
    isCandidate: path === null,
  });
  const parts = { ...checked, at, ...context };
  if (activity.role === "processor") {
    return [
      entry("30(2)(b)", purposes(parts), controllers(parts), systems(parts)),
      entry("30(2)(c)", transfers(parts)),
      entry("30(2)(d)", measures(parts)),
    ];
  }
  return [
    entry("30(1)(b)", purposes(parts)),
    entry("30(1)(c)", subjects(parts), personalData(parts), systems(parts), condition(parts)),
    entry("30(1)(d)", recipients(parts)),
    entry("30(1)(e)", transfers(parts)),
    entry("30(1)(f)", retention(parts)),
    entry("30(1)(g)", measures(parts)),
  ];
}

interface Parts extends CheckedActivity, CheckContext {
  readonly at: string;
}

const unless = (isThere: boolean, message: string, how: string): Missing => (isThere ? [] : [missing(message, how)]);

function purposes({ activity, at, path }: Parts): Missing {
  const isDeclared = activity.purposes.some(({ status }) => status === "provided");
  const what = activity.role === "processor" ? "no category of processing is declared" : "no purpose is declared";
  if (isDeclared) return [];
  return path === null
    ? [
        missing(
          `${what}: the row is a candidate that only findings suggest`,
          `declare it: wct record draft RUN ${activity.id}`,
        ),
      ]
    : [missing(what, addTo(`${at}.purposes`))];
}

/** Art. 30(2)(b): the categories of processing carried out on behalf of each controller. */
function controllers({ activity, at, organisation }: Parts): Missing {
  const named = activity.acting_for?.value ?? [];
  const known = (organisation.acting_for ?? []).flatMap(({ name }) => name ?? []);
  if (named.length === 0) {
    return [missing("it is not said for which controller this is done", addTo(`${at}.acting_for (${namesOf(known)})`))];
  }
  return named
    .filter((name) => !known.includes(name))
    .map((name) =>
      missing(
        `it is done for "${name}", whose contact details are not declared`,
        `add a party of this name to acting_for in the organisation file, or correct ${at}.acting_for (${namesOf(known)})`,
      ),
    );
}

const namesOf = (known: readonly string[]): string =>
  known.length === 0 ? "no controller is declared in acting_for" : `declared: ${known.join(", ")}`;

const subjects = ({ activity, at }: Parts): Missing =>
  unless(activity.data_subjects.length > 0, "no category of data subjects is known", addTo(`${at}.data_subjects`));

const personalData = ({ activity, at }: Parts): Missing =>
  unless(activity.personal_data.length > 0, "no category of personal data is known", addTo(`${at}.personal_data`));

function systems({ unmatched, at, places }: Parts): Missing {
  return unmatched.map(({ system, reason }) => {
    const fix = `correct ${at}.systems: database, schema or table, or folder or file by its path in the folder that is read; what no source reads belongs in ${at}.systems_not_read`;
    if (reason === "nothing")
      return missing(
        `names the system "${system}", in which no personal data was found`,
        `check what was read; ${fix}`,
      );
    const near = nearestPlaces(system, places).map((place) => `"${place}"`);
    const meant = near.length === 0 ? "" : `did you mean ${near.join(" or ")}? `;
    return missing(`names the system "${system}", which matches no finding`, `${meant}${fix}`);
  });
}

/** Art. 30 does not ask for the condition. Without one the processing is forbidden, so that it is missing must be seen. */
function condition({ activity, at }: Parts): Missing {
  const special = activity.personal_data.filter((row) => row.special_category);
  if (special.length === 0 || hasValue(activity.special_category_condition)) return [];
  const names = special.flatMap(({ category }) => category.value ?? []).map((name) => name.replaceAll("_", " "));
  const isCriminal = names.every((name) => name === "criminal");
  const [what, item] = isCriminal
    ? ["data on criminal convictions needs the authorisation of Art. 10", "10"]
    : [`special categories (${names.join(", ")}) need a condition of Art. 9(2)`, "9(2)"];
  return [missing(`${what}, and none is declared`, addTo(`${at}.special_category_condition`), item)];
}

const isSaid = (activity: Article30Activity, key: "recipients" | "transfers"): boolean =>
  activity[key].length > 0 || activity.empty_lists?.[key]?.value === "none";

const recipients = ({ activity, at }: Parts): Missing =>
  unless(
    isSaid(activity, "recipients"),
    "it is not said who receives the data",
    addTo(`${at}.recipients (an empty list says: nobody)`),
  );

function transfers({ activity, at }: Parts): Missing {
  return [
    ...unless(
      isSaid(activity, "transfers"),
      "it is not said whether data goes to third countries",
      addTo(`${at}.transfers (an empty list says: none)`),
    ),
    ...activity.transfers.flatMap(({ mechanism, documentation, country }) => {
      const to = `the transfer to ${country.value ?? "?"}`;
      if (!hasValue(mechanism))
        return [missing(`the safeguard of ${to} is not declared`, addTo(`${at}.transfers[].mechanism`))];
      const isOpen = mechanism.value === "art49" && !hasValue(documentation);
      return isOpen
        ? [missing(`the safeguards of ${to} are not documented`, addTo(`${at}.transfers[].documentation`))]
        : [];
    }),
  ];
}

function retention({ activity, at }: Parts): Missing {
  if (activity.retention.length === 0)
    return [missing("no time limit for erasure is declared", addTo(`${at}.retention`))];
  return activity.retention
    .filter(({ period }) => !hasValue(period))
    .map(({ category }) => missing(`no time limit for erasure of "${category}" is declared`, addTo(`${at}.retention`)));
}

const measures = ({ activity, at }: Parts): Missing =>
  unless(activity.security_measures.length > 0, "no security measure is described", addTo(`${at}.security_measures`));

/** Personal data that no activity covers is missing from the record, even if all activities are complete. */
export function unassignedEntries(unassigned: Record30["unassigned"], item: string): readonly Entry[] {
  if (unassigned.length === 0) return [];
  const count = unassigned.length;
  const names = unassigned.slice(0, 8).map(({ category }) => category);
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  const special = unassigned.filter((one) => one.special_category).length;
  const what = count === 1 ? "1 category of personal data is" : `${count} categories of personal data are`;
  const note = special === 0 ? "" : `; ${special} of them special`;
  const how = "name the tables and files in the systems of an activity in the organisation file, or delete the data";
  return [
    {
      item,
      activity: null,
      missing: [missing(`${what} not covered by any activity (${names.join(", ")}${more}${note})`, how)],
    },
  ];
}
