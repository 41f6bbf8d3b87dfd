import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, Digest, ExecutionPlan, Fingerprint, RunLimits } from "../domain/index.ts";
import { applyOverrides, type Runbook, withOverrideNamed } from "../runbook/index.ts";
import { type Bindings, collectBindings, findMakers, type Maker } from "./bind/index.ts";
import { flatten, withInclusions } from "./children/index.ts";
import { createConfigDigests } from "./config-digests.ts";
import { digestOrNull, type PlanContext, type Planning } from "./context.ts";
import { inFileOrder } from "./file-order.ts";
import { createFingerprints } from "./fingerprint.ts";
import { type FoundArtifact, noPast } from "./past.ts";
import { planArtifacts, planRunbook } from "./plan-artifacts.ts";
import { withKey } from "./rekey.ts";
import { findReused, linkInputs, resolveSchemas } from "./resolve/index.ts";

export type PlanResult =
  | {
      readonly ok: true;
      readonly plan: ExecutionPlan;
      /** The runbooks that it includes, directly or not. */
      readonly children: readonly Runbook[];
      /** Returns the same plan with the HMACs of another key. Reads and checks nothing again. */
      readonly rekeyed: (hmacKey: Uint8Array) => ExecutionPlan;
      /** The runbook's limits with the values of variables, which the plan does not contain. */
      readonly limits: RunLimits;
      readonly bindings: Bindings;
      /** The recorded artifacts that `reuse` artifacts copy. */
      readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
      readonly warnings: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** An artifact's component and configuration, as they are now. */
export interface BoundArtifact {
  readonly deterministic: boolean;
  readonly fingerprint: Fingerprint;
  /** Empty if the component can be called. */
  readonly problems: readonly Diagnostic[];
}

export interface BoundArtifacts {
  readonly bindings: Bindings;
  readonly artifacts: ReadonlyMap<ArtifactId, BoundArtifact>;
}

/** Turns a runbook into a plan, or reports everything that is wrong with it, in file order. Executes nothing. */
export class Planner {
  readonly #context: PlanContext;

  constructor(context: PlanContext) {
    this.#context = context;
  }

  plan(written: Runbook): PlanResult {
    const { planning, parts, diagnostics } = this.#check(written, this.#context);
    const { runbook } = planning;
    const { makers, reused } = parts;
    const isOpen = [...runbook.artifacts.values()].some(({ id, method }) => method.kind === "reuse" && !reused.has(id));
    if (isOpen || diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
    const plan: ExecutionPlan = { ...planRunbook(planning), artifacts: planArtifacts(planning, parts) };
    const rekeyed = (hmacKey: Uint8Array): ExecutionPlan => withKey(plan, { runbook, reused, hmacKey });
    const bindings = collectBindings(planning, makers);
    const { children } = planning;
    return { ok: true, plan, children, rekeyed, limits: runbook.config, bindings, reused, warnings: diagnostics };
  }

  /** Returns the other mistakes of a runbook that could only be read in part, in file order. */
  check(runbook: Runbook): readonly Diagnostic[] {
    return this.#check(runbook, { ...this.#context, isPartial: true }).diagnostics;
  }

  /**
   * Binds the artifacts, each on its own: what is wrong with one does not prevent the others. Inputs are not looked at,
   * so the fingerprints have none.
   */
  bindEach(runbook: Runbook): BoundArtifacts {
    const planning = begin(this.#context, { runbook, report: () => undefined, children: [] });
    const artifacts = new Map<ArtifactId, BoundArtifact>();
    const makers = new Map<ArtifactId, Maker>();
    for (const [id, artifact] of runbook.artifacts) {
      const problems: Diagnostic[] = [];
      const own = { ...planning, runbook: { ...runbook, artifacts: new Map([[id, artifact]]) } };
      const maker = findMakers({ ...own, report: (problem) => void problems.push(problem) }).get(id);
      const fingerprint = createFingerprints(own)({ artifact, maker, past: undefined, inputs: [] });
      artifacts.set(id, { deterministic: maker?.component.definition.deterministic ?? true, fingerprint, problems });
      if (maker !== undefined) makers.set(id, maker);
    }
    return { bindings: collectBindings(planning, makers), artifacts };
  }

  #check(written: Runbook, context: PlanContext & { readonly isPartial?: boolean }) {
    const found: Diagnostic[] = [];
    const report = (problem: Diagnostic): void => void found.push(withOverrideNamed(problem));
    const { files, env, overrides = [], allowsInputs = false } = context;
    const flat = flatten(written, { files, env, noEnv: context.noEnv ?? false, allowsInputs, report });
    // Unset variables were reported while reading, and what depends on them cannot be checked.
    const noEnv = context.noEnv === true || context.isPartial === true || flat.hasErrors;
    const runbook = applyOverrides(flat.runbook, overrides, { env, noEnv, report });
    const planning = begin({ ...context, noEnv }, { runbook, report, children: flat.children });
    const links = linkInputs(planning);
    const makers = findMakers(planning);
    const reused = findReused(planning);
    const schemas = resolveSchemas(planning, links, { makers, reused, given: flat.given });
    const isId = (text: string): boolean => runbook.artifacts.has(text as ArtifactId);
    const placed = withInclusions(found, { inclusions: flat.inclusions, isId });
    const diagnostics = inFileOrder(placed, { file: runbook.file, linesToHide: planning.linesToHide });
    return { planning, parts: { links, makers, reused, schemas }, diagnostics };
  }
}

function begin(context: PlanContext, own: Pick<Planning, "runbook" | "report" | "children">): Planning {
  const { files } = context;
  const fileDigests = new Map<string, Digest | null>();
  const digestOf = (path: string): Digest | null => {
    const known = fileDigests.get(path);
    if (known !== undefined) return known;
    const digest = digestOrNull(() => files.digest(path));
    fileDigests.set(path, digest);
    return digest;
  };
  const digests = createConfigDigests(context.hmacKey);
  const past = context.past ?? noPast;
  return { ...context, ...own, past, digests, digestOf, linesToHide: new Set() };
}
