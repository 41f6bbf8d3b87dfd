import type { ExecutionPlan, Fingerprint, PlannedArtifact } from "../domain/index.ts";
import type { EarlierArtifact } from "./earlier.ts";

/** A change of one part that decides about reuse. */
export type Change =
  | { readonly part: "component"; readonly before: string; readonly now: string }
  | { readonly part: "plugin" }
  /** The configuration as written, or the requested output schema. */
  | { readonly part: "configuration" }
  /** The configuration is written as before but has another value. */
  | { readonly part: "variable" }
  /** The earlier run was imported from a bundle, so the values in its configuration cannot be compared. */
  | { readonly part: "imported" }
  /** Path into the configuration of the file() whose content changed. */
  | { readonly part: "file"; readonly path: string }
  | { readonly part: "ruleset"; readonly uri: string }
  | { readonly part: "input-schemas" }
  | { readonly part: "record-format" }
  /** The runbook now keeps a variable's value out of all content; the earlier run did not. */
  | { readonly part: "secret"; readonly variable: string };

/** Returns the changes since an earlier run, in a fixed order; empty if there are none. */
export function changesSince(
  { planned: before, secrets, isImported }: EarlierArtifact,
  now: PlannedArtifact,
  plan: ExecutionPlan,
): readonly Change[] {
  const newlySecret = newSecrets(secrets, plan.config.secrets);
  const hasOtherSchemas = inputSchemasChanged(before, now);
  if (isImported) {
    const known = { ...now.fingerprint, configResolved: before.fingerprint.configResolved };
    return [{ part: "imported" }, ...fingerprintChanges(before.fingerprint, known, hasOtherSchemas), ...newlySecret];
  }
  if (before.fingerprint.digest === now.fingerprint.digest) return newlySecret;
  return [...fingerprintChanges(before.fingerprint, now.fingerprint, hasOtherSchemas), ...newlySecret];
}

const nothing: readonly Change[] = [];

function newSecrets(before: readonly string[], now: readonly string[]): readonly Change[] {
  if (now.length === 0) return nothing;
  const added = now.filter((variable) => !before.includes(variable));
  return added.map((variable): Change => ({ part: "secret", variable }));
}

/**
 * Returns whether an input of both has another schema now. If inputs were added, removed or reordered, the list of
 * schemas differs too, but the reason is the list of inputs.
 */
function inputSchemasChanged(before: PlannedArtifact, now: PlannedArtifact): boolean {
  const { inputSchemas } = now.fingerprint;
  if (sameTexts(before.inputs, now.inputs)) return !sameTexts(before.fingerprint.inputSchemas, inputSchemas);
  const earlier = new Map(before.inputs.map((id, place) => [id, before.fingerprint.inputSchemas[place]]));
  return now.inputs.some((id, place) => earlier.has(id) && earlier.get(id) !== inputSchemas[place]);
}

function fingerprintChanges(before: Fingerprint, now: Fingerprint, hasOtherSchemas: boolean): readonly Change[] {
  const changes: Change[] = [];
  if (before.component !== now.component) {
    changes.push({ part: "component", before: before.component, now: now.component });
  }
  if (before.plugin !== now.plugin) changes.push({ part: "plugin" });
  const isRewritten = before.configWritten !== now.configWritten;
  if (isRewritten) changes.push({ part: "configuration" });
  else if (before.configResolved !== now.configResolved) changes.push({ part: "variable" });
  for (const path of differences(before.files, now.files)) changes.push({ part: "file", path });
  for (const uri of differences(before.rulesets, now.rulesets)) changes.push({ part: "ruleset", uri });
  if (hasOtherSchemas) changes.push({ part: "input-schemas" });
  if (before.recordFormat !== now.recordFormat) changes.push({ part: "record-format" });
  return changes;
}

/** Returns the keys with different values, sorted. */
function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const digestIn = (record: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(record, key) ? record[key] : undefined;
  return [...keys].filter((key) => digestIn(before, key) !== digestIn(now, key)).sort();
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, place) => text === b[place]);
}
