import { termText } from "../../domain/index.ts";
import { yamlText } from "../yaml/index.ts";
import type { Candidate } from "./candidate.ts";

/**
 * Returns the lines of an entry of `activities`, from its dash on. What was found is written; what only a person knows is
 * a comment that says what to write, so that it stays a gap of the record until someone answers.
 */
export function activityLines(candidate: Candidate): readonly string[] {
  const { id, name, role, systems, subjects } = candidate;
  return [
    `- id: ${flow(id)}`,
    `  name: ${flow(name)} # what people call this activity`,
    `  role: ${role} # controller, or processor for another controller`,
    `  systems: ${flow(systems)}`,
    ...(subjects.length === 0 ? [] : [`  data_subjects: ${flow(subjects)} # found; correct them`]),
    ...foundData(candidate),
    "  # Only people know the rest. Remove the # where you answer.",
    ...purposes(candidate),
    ...(subjects.length === 0 ? [`  # data_subjects: [customer] # whose data it is: nothing was found`] : []),
    ...(role === "processor" ? processorLines(candidate) : controllerLines(candidate)),
    ...unlessGeneral(
      candidate,
      "transfers",
      "[] # third countries: [{ recipient: NAME, country: US, mechanism: scc }]; [] says that there are none",
    ),
    ...unlessGeneral(candidate, "security_measures", '[{ kind: access_control, description: "WHO MAY SEE IT" }]'),
    "  # owner: WHO ANSWERS FOR IT",
  ];
}

/** Categories that are found need no entry: the record takes them from the findings. */
function foundData({ personalData }: Candidate): readonly string[] {
  const names = personalData.map(({ category, isSpecial }) => `${spoken(category)}${isSpecial ? " (special)" : ""}`);
  return wrapped(`Personal data found there, which needs no entry: ${names.join(", ")}.`);
}

function purposes({ purposes: found, role }: Candidate): readonly string[] {
  const what = role === "processor" ? "which kinds of processing are done" : "what it is for";
  const how = found.length === 0 ? "nothing was found" : "names suggest this; confirm or replace it";
  return [`  # purposes: ${flow(found.length === 0 ? ["PURPOSE"] : found)} # ${what}: ${how}`];
}

function processorLines({ actingFor }: Candidate): readonly string[] {
  return [
    `  # acting_for: ${flow(actingFor.length === 0 ? ["CONTROLLER"] : actingFor)} # the controllers it is done for`,
  ];
}

function controllerLines(candidate: Candidate): readonly string[] {
  const { personalData, withoutPeriod } = candidate;
  const special = personalData.filter(({ isSpecial }) => isSpecial).map(({ category }) => spoken(category));
  const periods = withoutPeriod.map(
    (category) => `  #   - { category: ${flow(category)}, period: HOW LONG, basis: WHY }`,
  );
  return [
    '  # lawful_basis: ["WHICH OF ART. 6(1)(A) TO (F)"] # what allows it, such as "Art. 6(1)(b) contract"',
    ...(special.length === 0
      ? []
      : [`  # special_category_condition: WHICH OF ART. 9(2) # needed for: ${special.join(", ")}`]),
    ...unlessGeneral(
      candidate,
      "recipients",
      "[{ name: NAME, kind: processor, country: DE, contract: LINK }] # who receives it; [] says: nobody",
    ),
    ...(periods.length === 0
      ? []
      : ["  # retention: # how long each category is kept, such as P3Y, and why", ...periods]),
    "  # source_of_data: FROM WHOM IT COMES",
    "  # automated_decisions: false # or which ones",
    "  # dpia: THE IMPACT ASSESSMENT, OR WHY NONE IS NEEDED",
  ];
}

function unlessGeneral(
  { general }: Candidate,
  key: "recipients" | "transfers" | "security_measures",
  example: string,
): readonly string[] {
  return general.has(key)
    ? [`  # ${key}: the general ones of the organisation apply, unless they stand here`]
    : [`  # ${key}: ${example}`];
}

const spoken = (category: string): string => termText(category).replaceAll(/\s+/g, " ");

/** Text of the record may contain anything, so it is quoted where YAML would read something else. */
const flow = (value: string | readonly string[]): string =>
  typeof value === "string" ? scalar(value) : `[${value.map(scalar).join(", ")}]`;

/** Words of letters with single spaces need no quotes. */
const scalar = (text: string): string => (/^\p{L}+(?: \p{L}+)+$/u.test(text) ? text : yamlText(text));

const lineLength = 100;

/** Returns a comment in lines. */
function wrapped(text: string): readonly string[] {
  const lines = [""];
  for (const word of text.replaceAll(/\s+/g, " ").split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length > lineLength) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  # ${line}`);
}
