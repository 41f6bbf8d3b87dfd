import { type Diagnostic, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type {
  ChildInclude,
  GivenInput,
  Located,
  MappedName,
  Runbook,
  RunbookArtifact,
  RunbookInput,
} from "../../runbook/index.ts";
import * as problems from "./mapping-problems.ts";
import type { NameScope, Resolver, Target } from "./scope.ts";

interface Inclusion {
  readonly artifact: RunbookArtifact;
  readonly include: ChildInclude;
  readonly child: Runbook;
}

interface GiveContext {
  /** The names of the including runbook. */
  readonly scope: NameScope;
  readonly resolver: Resolver;
  readonly report: (problem: Diagnostic) => void;
}

interface GivenInputs {
  /** What each input of the child stands for. */
  readonly given: ReadonlyMap<string, Target>;
  readonly all: readonly GivenInput[];
}

/** Maps the inputs of a child to artifacts of the including runbook. Reports mistakes in `inputs` and `input_mapping`. */
export function giveInputs({ artifact, include, child }: Inclusion, context: GiveContext): GivenInputs {
  const { report, resolver, scope } = context;
  const site = { artifact: artifact.id, include, child };
  const given = new Map<string, Target>();
  const all: GivenInput[] = [];
  const misspelt = new Set<string>();
  const mapped = new Set(include.inputs.map((one) => one.artifact.value));
  // An unknown mapped artifact probably means one that is listed.
  const hasUnknown = [...mapped].some((name) => !scope.names.has(name));
  for (const input of artifact.inputs) {
    const target = resolver.target(artifact.id, input, scope);
    const isUsed = mapped.has(input.value) || hasUnknown;
    if (!isUsed && target.kind === "artifact") report(problems.unusedInput(site, input));
  }
  for (const one of include.inputs) {
    const input = child.inputs.get(one.name.value);
    const target = mappedTarget(site, one, { ...context, listed: artifact.inputs });
    if (input === undefined) {
      const meant = nearest(one.name.value, child.inputs.keys());
      if (meant !== undefined) misspelt.add(meant);
      report(problems.unknownChildInput(site, one, meant));
    } else given.set(one.name.value, give({ site, input, mapped: one, target, all, report }));
  }
  for (const input of child.inputs.values()) {
    if (given.has(input.name.value)) continue;
    const isMisspelt = misspelt.has(input.name.value);
    if (!input.optional && !isMisspelt) report(problems.unmappedInput(site, input));
    given.set(input.name.value, { kind: input.optional && !isMisspelt ? "absent" : "unknown" });
  }
  return { given, all };
}

/** Resolves a mapped artifact. Whatever is wrong with it was reported at `inputs`, if it is listed there. */
function mappedTarget(
  site: problems.IncludeSite,
  one: MappedName,
  { scope, resolver, report, listed }: GiveContext & { readonly listed: readonly Located<string>[] },
): Target {
  if (listed.some(({ value }) => value === one.artifact.value)) {
    const target = scope.names.get(one.artifact.value);
    return target === undefined || target.kind === "group" ? { kind: "unknown" } : target;
  }
  const target = resolver.target(site.artifact, one.artifact, scope);
  if (target.kind !== "unknown") report(problems.unlistedInput(site, one));
  return target;
}

interface Giving {
  readonly site: problems.IncludeSite;
  readonly input: RunbookInput;
  readonly mapped: MappedName;
  readonly target: Target;
  readonly all: GivenInput[];
  readonly report: (problem: Diagnostic) => void;
}

function give({ site, input, mapped, target, all, report }: Giving): Target {
  if (target.kind === "absent" && !input.optional) {
    report(problems.absentInput(site, mapped));
    return { kind: "unknown" };
  }
  if (target.kind !== "artifact") return target;
  const given: GivenInput = { input, artifact: target.id, location: mapped.artifact.location };
  all.push(given);
  return { ...target, through: [given, ...target.through] };
}

/** Returns what an output of a child stands for. Reports an output that the child does not have. */
export function outputTarget(
  { artifact, include, child }: Inclusion,
  name: Located<string>,
  inner: NameScope,
  report: (problem: Diagnostic) => void,
): Target {
  const site = { artifact: artifact.id, include, child };
  const output = child.outputs.get(name.value);
  if (output === undefined) {
    report(problems.unknownOutput(site, name));
    return { kind: "unknown" };
  }
  const target = inner.names.get(output.artifact?.value ?? "") ?? { kind: "unknown" };
  if (target.kind === "absent") report(problems.absentOutput(site, name));
  return target;
}

/** Returns what the inputs of the outermost runbook stand for, which no other runbook gives. */
export function rootInputs(
  root: Runbook,
  { allowsInputs, report }: { readonly allowsInputs: boolean; readonly report: (problem: Diagnostic) => void },
): ReadonlyMap<string, Target> {
  const inputs = [...root.inputs.values()];
  const required = inputs.filter(({ optional }) => !optional);
  if (!allowsInputs && required.length > 0) report(problems.needsInputs(root, required));
  const targets = inputs.map(({ name, optional }): [string, Target] => {
    if (allowsInputs) return [name.value, { kind: "artifact", id: name.value as ArtifactId, through: [] }];
    return [name.value, { kind: optional ? "absent" : "unknown" }];
  });
  return new Map(targets);
}

/** Stands for an artifact that would be given to an input: it has the declared schema, and nothing makes it. */
export function givenArtifact({ name, schema, description }: RunbookInput): RunbookArtifact {
  return {
    id: name.value as ArtifactId,
    location: name.location,
    group: [],
    name: null,
    description,
    contact: null,
    method: { kind: "pass-through" },
    isPartial: schema === null,
    inputs: [],
    output: false,
    optional: false,
    breakpoint: null,
    timeoutMs: null,
    retain: null,
    tags: [],
    outputSchema: schema,
  };
}
