import type { Attempt, Fingerprint, PlannedArtifact } from "../../domain/index.ts";
import type { RecordedBinding } from "../replay/index.ts";

/**
 * Returns what differs between this machine and the one that planned an artifact; null if nothing does. Names parts,
 * never values.
 */
export function whatDiffers(planned: PlannedArtifact, bound: RecordedBinding): string | null {
  const [problem] = bound.problems;
  if (problem !== undefined) return problem.message;
  const [unset] = bound.unset;
  if (unset !== undefined) return `the variable ${unset} is not set`;
  const { method, fingerprint: wanted } = planned;
  const { fingerprint: own } = bound;
  const component = "component" in method ? method.component : null;
  if (own.component !== wanted.component) return `the component is ${own.component}, the run needs ${wanted.component}`;
  if (own.plugin !== wanted.plugin) return `the plugin "${component?.plugin ?? ""}" has other files`;
  return differingFile(wanted, own) ?? differingRuleset(wanted, own) ?? differingValue(wanted, own, bound);
}

/** The end of an attempt that this machine may not make. */
export const unfitAttempt = (differs: string): Attempt => ({
  outcome: "failed",
  failure: {
    code: "WCT_PRODUCE_WORKER_UNFIT",
    message: `this machine may not make it: ${differs}`,
    hint: "make this machine the same as the one that began the run",
    componentCode: null,
    exception: null,
  },
  object: null,
  ended: null,
});

function differingFile(wanted: Fingerprint, own: Fingerprint): string | null {
  const path = differingKey(wanted.files, own.files);
  return path === null ? null : `the file at ${path} is another`;
}

function differingRuleset(wanted: Fingerprint, own: Fingerprint): string | null {
  const uri = differingKey(wanted.rulesets, own.rulesets);
  return uri === null ? null : `the ruleset ${uri} is another`;
}

function differingValue(
  wanted: Fingerprint,
  own: Fingerprint,
  { hasVariables, variables }: RecordedBinding,
): string | null {
  // Without variables, a configuration has one value only.
  if (!hasVariables || own.configResolved === wanted.configResolved) return null;
  const names = variables.toSorted();
  return names.length === 1
    ? `the variable ${names[0]} has another value`
    : `one of the variables ${names.join(", ")} has another value`;
}

function differingKey(wanted: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): string | null {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(own)])].toSorted();
  return keys.find((key) => wanted[key] !== own[key]) ?? null;
}
