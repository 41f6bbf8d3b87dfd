import { isArtifactId } from "../domain/index.ts";
import type { Report } from "./findings.ts";
import { entryOf, type MappingEntry, quote } from "./tree.ts";

const methodKeys = ["source", "inputs", "process", "reuse", "child_runbook"] as const;
type MethodKey = (typeof methodKeys)[number];

/** The sets of keys that make an artifact in one way. */
const allowed: readonly string[] = ["source", "inputs", "inputs process", "reuse"];

/** Whether an artifact says exactly one way of being made; reports it when not. */
export function checkMethod(entry: MappingEntry, report: Report): boolean {
  if (entry.node.kind !== "mapping") return false;
  const later = entryOf(entry.node, "child_runbook");
  if (later) {
    report({
      code: "WCT_RUNBOOK_NOT_YET",
      span: later.keySpan,
      message: `artifact ${quote(entry.key)} uses "child_runbook", which this version does not support yet`,
      hint: "write the child's artifacts into this runbook",
    });
    return false;
  }
  const keys = methodKeys.filter((key) => entryOf(entry.node, key) !== undefined);
  if (allowed.includes(keys.join(" "))) return true;
  const id = quote(entry.key);
  if (keys.length <= 1) reportNone(keys[0], { entry, id, report });
  else reportSeveral(keys, { entry, id, report });
  return false;
}

interface Site {
  readonly entry: MappingEntry;
  readonly id: string;
  readonly report: Report;
}

function reportNone(key: MethodKey | undefined, { entry, id, report }: Site): void {
  const message = key === undefined ? "has no source, inputs or reuse" : `has "${key}" but no inputs`;
  report({
    code: "WCT_ARTIFACT_NO_METHOD",
    span: (key === undefined ? undefined : entryOf(entry.node, key)?.keySpan) ?? entry.keySpan,
    message: `artifact ${id} ${message}`,
    hint:
      key === undefined ? "add source, or inputs and process, or reuse" : "add inputs: the artifacts it is made from",
  });
}

/** Points to the second way that is written. */
function reportSeveral(keys: readonly MethodKey[], { entry, id, report }: Site): void {
  const spans = keys.flatMap((key) => entryOf(entry.node, key)?.keySpan ?? []).toSorted((a, b) => a.start - b.start);
  const names = keys.map((key) => `"${key}"`).join(" and ");
  report({
    code: "WCT_ARTIFACT_SEVERAL_METHODS",
    span: spans[1] ?? entry.keySpan,
    message: `artifact ${id} has ${names}, but is made in one way only`,
    hint: "keep source, or inputs with or without process, or reuse",
  });
}

/** Reports an id that is not allowed, with the nearest one that is. */
export function reportBadId({ key, keySpan }: MappingEntry, report: Report): void {
  const letters = key.replace(/[^A-Za-z0-9_-]/g, "_");
  const nearby = (
    /^[A-Za-z_]/.test(letters) && !["and", "or", "not"].includes(letters) ? letters : `_${letters}`
  ).slice(0, 128);
  report({
    code: "WCT_ARTIFACT_BAD_ID",
    span: keySpan,
    message: `${quote(key)} cannot be the id of an artifact`,
    hint: `write ${isArtifactId(nearby) ? `"${nearby}"` : "another id"}: letters, digits, _ and -, at most 128, and none of and, or, not`,
  });
}
