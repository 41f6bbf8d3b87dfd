import type { ReportProblem } from "../yaml/index.ts";
import { entryOf, type MappingEntry, quote } from "../yaml/index.ts";

const methodKeys = ["source", "inputs", "process", "reuse", "child_runbook"] as const;
type MethodKey = (typeof methodKeys)[number];

/** The allowed combinations of keys, each for one method. */
const allowed: readonly string[] = [
  "source",
  "inputs",
  "inputs process",
  "reuse",
  "child_runbook",
  "inputs child_runbook",
];

/**
 * Checks that an artifact declares exactly one method, and reports other cases unless they follow from a mistake that
 * was already reported. `wrong`: keys that have mistakes or were misspelled.
 */
export function checkMethod(entry: MappingEntry, wrong: ReadonlySet<string>, report: ReportProblem): boolean {
  if (entry.node.kind !== "mapping") return false;
  const keys = methodKeys.filter((key) => entryOf(entry.node, key) !== undefined);
  const isMisspelt = methodKeys.some((key) => wrong.has(key) && !keys.includes(key));
  if (isMisspelt || entry.node.isUnread) return false;
  if (allowed.includes(keys.join(" "))) return true;
  const id = quote(entry.key);
  if (keys.length <= 1) reportNone(keys[0], { entry, id, report });
  else reportSeveral(keys, { entry, id, report });
  return false;
}

interface Site {
  readonly entry: MappingEntry;
  readonly id: string;
  readonly report: ReportProblem;
}

function reportNone(key: MethodKey | undefined, { entry, id, report }: Site): void {
  const message = key === undefined ? "has no source, inputs or reuse" : `has "${key}" but no inputs`;
  report({
    code: "WCT_ARTIFACT_NO_METHOD",
    span: (key === undefined ? undefined : entryOf(entry.node, key)?.keySpan) ?? entry.keySpan,
    message: `artifact ${id} ${message}`,
    hint:
      key === undefined
        ? "add source, or inputs and process, or reuse, or child_runbook"
        : "add inputs: the artifacts it is made from",
  });
}

/** Reports several methods at the second one. */
function reportSeveral(keys: readonly MethodKey[], { entry, id, report }: Site): void {
  const spans = keys.flatMap((key) => entryOf(entry.node, key)?.keySpan ?? []).toSorted((a, b) => a.start - b.start);
  const names = keys.map((key) => `"${key}"`).join(" and ");
  report({
    code: "WCT_ARTIFACT_SEVERAL_METHODS",
    span: spans[1] ?? entry.keySpan,
    message: `artifact ${id} has ${names}, but can be made in only one way`,
    hint: "keep only source, or inputs with or without process, or reuse, or child_runbook with its inputs",
  });
}

const idRule = "letters a to z and A to Z, digits, _ and -, at most 128, and is none of and, or, not";

/** Reports an invalid id and proposes a valid one that is unique among ids and proposals. */
export function reportBadId({ key, keySpan }: MappingEntry, proposal: string, report: ReportProblem): void {
  // `name` is the text for people. An id is also part of selections, file names and command lines.
  const forPeople = /[^\w-]/.test(key) && key.trim() !== "" ? "; use `name` for a title in any characters" : "";
  report({
    code: "WCT_ARTIFACT_BAD_ID",
    span: keySpan,
    message: `${quote(key)} cannot be the id of an artifact`,
    hint: `write "${proposal}": an id has ${idRule}${forPeople}`,
  });
}

/** Reports an invalid name of an input or output, which has the form of an artifact id. */
export function reportBadName(
  { key, keySpan }: MappingEntry,
  { kind, proposal }: { readonly kind: "inputs" | "outputs"; readonly proposal: string },
  report: ReportProblem,
): void {
  report({
    code: "WCT_ARTIFACT_BAD_ID",
    span: keySpan,
    message: `${quote(key)} cannot be a name in "${kind}"`,
    hint: `write "${proposal}": a name has ${idRule}`,
  });
}
