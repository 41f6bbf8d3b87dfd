import type { ExecutionPlan, Fingerprint, PlannedArtifact } from "../domain/index.ts";
import type { EarlierArtifact } from "./earlier.ts";

/** A part of what decides reuse that is not as it was. */
export type Change =
  | { readonly part: "component"; readonly before: string; readonly now: string }
  | { readonly part: "plugin" }
  /** The configuration as written, or the output schema that is asked for. */
  | { readonly part: "configuration" }
  /** The configuration is written as before, and means something else. */
  | { readonly part: "variable" }
  /** The earlier run came in a bundle: whether the values in its configuration are the same nobody can tell. */
  | { readonly part: "imported" }
  /** Path into the configuration of the file() whose content changed. */
  | { readonly part: "file"; readonly path: string }
  | { readonly part: "ruleset"; readonly uri: string }
  | { readonly part: "input-schemas" }
  | { readonly part: "record-format" }
  /** The runbook now keeps a variable's value out of all content, and the earlier run did not. */
  | { readonly part: "secret"; readonly variable: string };

/** What changed since an earlier run, in a fixed order; empty: nothing. */
export function changesSince(
  { planned: before, secrets, isImported }: EarlierArtifact,
  now: PlannedArtifact,
  plan: ExecutionPlan,
): readonly Change[] {
  const newlySecret = newSecrets(secrets, plan.config.secrets);
  if (isImported) {
    const known = { ...now.fingerprint, configResolved: before.fingerprint.configResolved };
    return [{ part: "imported" }, ...fingerprintChanges(before.fingerprint, known), ...newlySecret];
  }
  if (before.fingerprint.digest === now.fingerprint.digest) return newlySecret;
  return [...fingerprintChanges(before.fingerprint, now.fingerprint), ...newlySecret];
}

const nothing: readonly Change[] = [];

function newSecrets(before: readonly string[], now: readonly string[]): readonly Change[] {
  if (now.length === 0) return nothing;
  const added = now.filter((variable) => !before.includes(variable));
  return added.map((variable): Change => ({ part: "secret", variable }));
}

function fingerprintChanges(before: Fingerprint, now: Fingerprint): readonly Change[] {
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
  if (!sameTexts(before.inputSchemas, now.inputSchemas)) changes.push({ part: "input-schemas" });
  if (before.recordFormat !== now.recordFormat) changes.push({ part: "record-format" });
  return changes;
}

/** Keys of either whose values are not the same, sorted. */
function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const digestIn = (record: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(record, key) ? record[key] : undefined;
  return [...keys].filter((key) => digestIn(before, key) !== digestIn(now, key)).sort();
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, place) => text === b[place]);
}
