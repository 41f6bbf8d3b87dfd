import type { Diagnostic } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { ArtifactInput, ChildInclude, GivenInput, Runbook, RunbookArtifact } from "../../runbook/index.ts";
import { ChildLoader, type LoadContext, type LoadedRunbook } from "./child-loader.ts";
import { giveInputs, givenArtifact, outputTarget, rootInputs } from "./give-inputs.ts";
import type { Inclusion } from "./inclusions.ts";
import { ignoredLimit, timeoutOfChild } from "./mapping-problems.ts";
import { outputOfNothing } from "./name-problems.ts";
import { scopeOf } from "./names.ts";
import { tooMany } from "./path-problems.ts";
import { type IncludedOutput, type NameScope, Resolver, type Target } from "./scope.ts";

export interface FlattenContext extends LoadContext {
  /** Whether the runbook's own inputs may stay open: it is then checked with artifacts of the declared schemas. */
  readonly allowsInputs: boolean;
}

/** A runbook in which the artifacts of its child runbooks are written. */
export interface FlatRunbook {
  readonly runbook: Runbook;
  /** The included runbooks, each once, in the order of their inclusion. */
  readonly children: readonly Runbook[];
  /** The artifacts that are given to inputs of child runbooks. */
  readonly given: readonly GivenInput[];
  readonly inclusions: readonly Inclusion[];
  /** True if a child runbook could only be read in part. */
  readonly hasErrors: boolean;
}

/**
 * Writes the artifacts of all child runbooks into the runbook that includes them: `detect` of the child that artifact
 * `findings` includes becomes `findings/detect`. The including artifact passes the child's output through.
 */
export function flatten(runbook: Runbook, context: FlattenContext): FlatRunbook {
  return new Flattening(runbook, context).result();
}

/** Where a runbook's artifacts are written, and what applies to all of them. */
interface Site {
  readonly group: readonly string[];
  readonly prefix: string;
  readonly given: ReadonlyMap<string, Target>;
  /** Null for the outermost runbook. */
  readonly inclusion: Inclusion | null;
  readonly isOptional: boolean;
  readonly isDropped: boolean;
  readonly dropsRaw: boolean;
}

interface Including {
  readonly by: LoadedRunbook;
  readonly site: Site;
  readonly scope: NameScope;
}

/** Every view of a run keeps all artifacts in memory; a stored plan may not have more. */
const artifactsAtMost = 100_000;

class Flattening {
  readonly #root: Runbook;
  readonly #report: (problem: Diagnostic) => void;
  readonly #loader: ChildLoader;
  readonly #resolver: Resolver;
  readonly #artifacts = new Map<ArtifactId, RunbookArtifact>();
  readonly #children = new Map<string, Runbook>();
  readonly #given: GivenInput[] = [];
  readonly #inclusions: Inclusion[] = [];
  readonly #allowsInputs: boolean;
  #isFull = false;

  constructor(root: Runbook, { allowsInputs, ...context }: FlattenContext) {
    this.#root = root;
    this.#allowsInputs = allowsInputs;
    this.#report = context.report;
    this.#loader = new ChildLoader(context);
    this.#resolver = new Resolver(context.report);
  }

  result(): FlatRunbook {
    const root = this.#root;
    const given = rootInputs(root, { allowsInputs: this.#allowsInputs, report: this.#report });
    for (const [name, { kind }] of given) {
      const input = root.inputs.get(name);
      if (kind === "artifact" && input !== undefined) this.#artifacts.set(name as ArtifactId, givenArtifact(input));
    }
    const shared = { isOptional: false, isDropped: false, dropsRaw: false };
    this.#write(this.#loader.root(root), { group: [], prefix: "", given, inclusion: null, ...shared });
    const children = [...this.#children.values()];
    return {
      runbook: { ...root, config: configOf(root, children), artifacts: this.#artifacts },
      children,
      given: this.#given,
      inclusions: this.#inclusions,
      hasErrors: this.#loader.hasErrors,
    };
  }

  /** Writes the artifacts of one runbook, and of those that it includes. Returns its names. */
  #write(by: LoadedRunbook, site: Site): NameScope {
    const { runbook } = by;
    const scope = scopeOf(runbook, { prefix: site.prefix, given: site.given, report: this.#report });
    for (const artifact of runbook.artifacts.values()) {
      const { method, id } = artifact;
      if (scope.absent.has(id)) continue;
      if (method.kind === "child") this.#include(artifact, method.include, { by, site, scope });
      else this.#add(artifact, this.#resolver.inputs(artifact, scope), site);
    }
    for (const output of runbook.outputs.values()) {
      const { artifact } = output;
      if (artifact === null || scope.names.get(artifact.value)?.kind === "group") continue;
      if (!scope.names.has(artifact.value))
        this.#report(outputOfNothing({ ...output, artifact }, [...scope.names.keys()]));
    }
    return scope;
  }

  #add(artifact: RunbookArtifact, inputs: readonly ArtifactInput[], site: Site): void {
    const { prefix, group, isOptional, isDropped, dropsRaw, inclusion } = site;
    const isUnchanged =
      inputs.length === artifact.inputs.length && inputs.every((one, at) => one === artifact.inputs[at]);
    if (inclusion === null && isUnchanged) {
      this.#artifacts.set(artifact.id, artifact);
      return;
    }
    const id = `${prefix}${artifact.id}` as ArtifactId;
    this.#artifacts.set(id, {
      ...artifact,
      id,
      group,
      inputs,
      output: inclusion === null && artifact.output,
      optional: artifact.optional || isOptional,
      retain: isDropped ? false : artifact.retain,
      dropsRaw,
    });
  }

  #include(artifact: RunbookArtifact, include: ChildInclude, including: Including): void {
    const { by, site, scope } = including;
    const made = scope.included.get(artifact.id) ?? [];
    if (include.timeout !== null) this.#report(timeoutOfChild(artifact.id, include.path.value, include.timeout));
    const child = this.#loader.load(artifact.id, include, by);
    if (child === null || this.#isOver(child.runbook, include)) {
      for (const input of artifact.inputs) this.#resolver.target(artifact.id, input, scope);
      for (const output of made) this.#pass(artifact, output, { site, target: { kind: "unknown" } });
      return;
    }
    const at = { artifact, include, child: child.runbook };
    const { given, all } = giveInputs(at, { scope, resolver: this.#resolver, report: this.#report });
    this.#given.push(...all);
    const inner = this.#write(child, this.#inside(at, site, given));
    for (const output of made) {
      this.#pass(artifact, output, { site, target: outputTarget(at, output.output, inner, this.#report) });
    }
  }

  #inside({ artifact, child }: { artifact: RunbookArtifact; child: Runbook }, site: Site, given: Site["given"]): Site {
    const { id, location, optional, retain } = artifact;
    const { file, config } = child;
    if (!this.#children.has(file)) {
      this.#children.set(file, child);
      for (const key of config.limits) this.#report(ignoredLimit(key, this.#root.file));
    }
    const prefix = `${site.prefix}${id}/`;
    const inclusion = { file, prefix, artifact: id, location, outer: site.inclusion };
    this.#inclusions.push(inclusion);
    return {
      group: [...site.group, id],
      prefix,
      given,
      inclusion,
      isOptional: site.isOptional || optional,
      isDropped: site.isDropped || retain === false,
      dropsRaw: site.dropsRaw || config.retain === "derived",
    };
  }

  /** Adds an artifact that passes an output of a child through. */
  #pass(
    artifact: RunbookArtifact,
    { id, location, output }: IncludedOutput,
    { site, target }: { readonly site: Site; readonly target: Target },
  ): void {
    const isKnown = target.kind === "artifact";
    const inputs = isKnown ? [{ value: target.id, location: output.location, through: target.through }] : [];
    const passing: RunbookArtifact = {
      ...artifact,
      id: id as ArtifactId,
      location,
      method: { kind: isKnown ? "pass-through" : "unclear" },
      isPartial: artifact.isPartial || !isKnown,
    };
    this.#add(passing, inputs, site);
  }

  /** Returns whether a child has too many artifacts, and reports it once. */
  #isOver({ artifacts }: Runbook, { path }: ChildInclude): boolean {
    if (this.#artifacts.size + artifacts.size <= artifactsAtMost) return false;
    if (!this.#isFull) this.#report(tooMany(path.location, artifactsAtMost));
    this.#isFull = true;
    return true;
  }
}

/** Returns the outermost runbook's configuration, which keeps the secrets of all. */
function configOf({ config }: Runbook, children: readonly Runbook[]): Runbook["config"] {
  if (children.length === 0) return config;
  const all = [config, ...children.map((child) => child.config)];
  return {
    ...config,
    secrets: [...new Set(all.flatMap(({ secrets }) => secrets))],
    pathVariables: [...new Set(all.flatMap(({ pathVariables }) => pathVariables))],
  };
}
