import type { Diagnostic, SourceRange } from "../../diagnostics/index.ts";
import { type ArtifactId, isArtifactId } from "../../domain/index.ts";
import type { MappedName, Runbook } from "../../runbook/index.ts";
import { absentNames } from "./absent.ts";
import { badOutputId, takenName } from "./name-problems.ts";
import type { IncludedOutput, NameScope, Target } from "./scope.ts";

interface NamingContext {
  /** What the ids of the runbook's artifacts start with. */
  readonly prefix: string;
  /** What the runbook's inputs stand for. */
  readonly given: ReadonlyMap<string, Target>;
  readonly report: (problem: Diagnostic) => void;
}

/** Collects the names of a runbook. Reports those that are defined twice. */
export function scopeOf(runbook: Runbook, { prefix, given, report }: NamingContext): NameScope {
  const { artifacts, inputs } = runbook;
  const isAbsent = ([, { kind }]: readonly [string, Target]) => kind === "absent";
  const absent = absentNames(runbook, new Set([...given].filter(isAbsent).map(([name]) => name)));
  const names = new Map<string, Target>(given);
  const included = includedOutputs(runbook, report);
  const define = (id: string): void => {
    const target: Target = { kind: "artifact", id: `${prefix}${id}` as ArtifactId, through: [] };
    names.set(id, absent.has(id) ? { kind: "absent" } : target);
  };
  for (const { id, method } of artifacts.values()) {
    const made = included.get(id);
    if (method.kind !== "child" || made === undefined) define(id);
    else {
      if (made.length === 0) names.set(id, { kind: "unknown" });
      // Several outputs may include one with the id of the group itself.
      else names.set(id, { kind: "group", outputs: made.map((one) => one.id) });
      for (const one of made) define(one.id);
    }
  }
  for (const { name } of inputs.values()) {
    const by = artifacts.get(name.value as ArtifactId)?.location;
    if (by !== undefined) report(takenName(name, by, "an input"));
  }
  return { names, artifacts, absent, included };
}

/** Returns the artifacts that each inclusion makes. Reports ids that are invalid or already defined. */
function includedOutputs(
  { artifacts, inputs }: Runbook,
  report: NamingContext["report"],
): ReadonlyMap<string, readonly IncludedOutput[]> {
  const defined = new Map<string, SourceRange>();
  for (const { name } of inputs.values()) defined.set(name.value, name.location);
  for (const { id, location } of artifacts.values()) defined.set(id, location);
  const included = new Map<string, readonly IncludedOutput[]>();
  for (const { id, location, method } of artifacts.values()) {
    if (method.kind !== "child") continue;
    const { output, outputs } = method.include;
    const isOwn = ({ name, artifact }: MappedName): boolean => {
      const by = artifact.value === id ? undefined : defined.get(artifact.value);
      if (!isArtifactId(artifact.value)) report(badOutputId({ name, artifact }));
      else if (by === undefined) defined.set(artifact.value, artifact.location);
      else report(takenName(artifact, by, `output "${name.value}"`));
      return by === undefined && isArtifactId(artifact.value);
    };
    const several = outputs.filter(isOwn).map(({ name, artifact }) => {
      return { id: artifact.value, location: artifact.location, output: name };
    });
    included.set(id, output === null ? several : [{ id, location, output }]);
  }
  return included;
}
