import type { Diagnostic, SourceRange } from "../../diagnostics/index.ts";
import { type ArtifactId, isArtifactId } from "../../domain/index.ts";
import type { Located, Runbook } from "../../runbook/index.ts";
import { absentNames } from "./absent.ts";
import { badOutputId, takenName } from "./name-problems.ts";
import type { IncludedOutput, Scope, Target } from "./scope.ts";

interface NamingContext {
  /** What the ids of the runbook's artifacts start with. */
  readonly prefix: string;
  /** What the runbook's inputs stand for. */
  readonly given: ReadonlyMap<string, Target>;
  readonly report: (problem: Diagnostic) => void;
}

/** Collects the names of a runbook. Reports those that are defined twice. */
export function scopeOf(runbook: Runbook, { prefix, given, report }: NamingContext): Scope {
  const { artifacts, inputs } = runbook;
  const isAbsent = ([, { kind }]: readonly [string, Target]) => kind === "absent";
  const absent = absentNames(runbook, new Set([...given].filter(isAbsent).map(([name]) => name)));
  const names = new Map<string, Target>(given);
  const defined = new Map<string, SourceRange>([...artifacts.values()].map(({ id, location }) => [id, location]));
  const define = (id: string) =>
    names.set(
      id,
      absent.has(id) ? { kind: "absent" } : { kind: "artifact", id: `${prefix}${id}` as ArtifactId, through: [] },
    );
  for (const { id, method } of artifacts.values()) {
    const outputs = method.kind === "child" ? method.include.outputs.map(({ artifact }) => artifact.value) : [];
    if (outputs.length === 0) define(id);
    else names.set(id, { kind: "group", outputs });
  }
  const takes = (name: Located<string>, what: string): boolean => {
    const by = defined.get(name.value);
    if (by === undefined) defined.set(name.value, name.location);
    else report(takenName(name, by, what));
    return by === undefined;
  };
  const included = new Map<string, readonly IncludedOutput[]>();
  for (const { id, location, method } of artifacts.values()) {
    if (method.kind !== "child") continue;
    const { output, outputs } = method.include;
    const mapped = outputs.filter((one) => {
      const { name, artifact } = one;
      const isId = isArtifactId(artifact.value);
      if (!isId) report(badOutputId(one));
      return isId && (artifact.value === id || takes(artifact, `output "${name.value}"`));
    });
    for (const { artifact } of mapped) define(artifact.value);
    const several = mapped.map(({ name, artifact }) => ({
      id: artifact.value,
      location: artifact.location,
      output: name,
    }));
    included.set(id, output === null ? several : [{ id, location, output }]);
  }
  for (const { name } of inputs.values()) takes(name, "an input");
  return { names, artifacts, absent, included };
}
