import type { Runbook, RunbookArtifact } from "../../runbook/index.ts";

/**
 * Returns the names in a runbook that stand for nothing: the given optional inputs that are not mapped, and the
 * artifacts that are made only from such names.
 */
export function absentNames({ artifacts }: Runbook, inputs: ReadonlySet<string>): ReadonlySet<string> {
  const absent = new Set(inputs);
  if (absent.size === 0) return absent;
  const left = new Map([...artifacts.values()].map((one) => [one, new Set(one.inputs.map(({ value }) => value))]));
  const dependents = dependentsOf(artifacts.values());
  const waiting = [...absent];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const artifact of dependents.get(name) ?? []) {
      const remaining = left.get(artifact);
      remaining?.delete(name);
      if (remaining?.size !== 0) continue;
      for (const made of namesOf(artifact)) {
        absent.add(made);
        waiting.push(made);
      }
    }
  }
  return absent;
}

function dependentsOf(artifacts: Iterable<RunbookArtifact>): ReadonlyMap<string, readonly RunbookArtifact[]> {
  const dependents = new Map<string, RunbookArtifact[]>();
  for (const artifact of artifacts) {
    for (const name of new Set(artifact.inputs.map(({ value }) => value))) {
      const those = dependents.get(name);
      if (those === undefined) dependents.set(name, [artifact]);
      else those.push(artifact);
    }
  }
  return dependents;
}

/** Returns the names that an artifact defines: its id, and those of the outputs that it includes. */
function namesOf({ id, method }: RunbookArtifact): readonly string[] {
  return method.kind === "child" ? [id, ...method.include.outputs.map(({ artifact }) => artifact.value)] : [id];
}
