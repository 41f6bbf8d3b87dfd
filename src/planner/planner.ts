import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, Digest, ExecutionPlan } from "../domain/index.ts";
import type { Runbook } from "../runbook/index.ts";
import type { Bindings } from "./binding.ts";
import { collectBindings } from "./collect-bindings.ts";
import { findMakers } from "./components.ts";
import { createConfigDigests } from "./config-digests.ts";
import type { PlanContext, Planning } from "./context.ts";
import { inFileOrder } from "./file-order.ts";
import { findReused } from "./find-reused.ts";
import { linkInputs } from "./links.ts";
import { type FoundArtifact, noPast } from "./past.ts";
import { planArtifacts, planRunbook } from "./plan-artifacts.ts";
import { withKey } from "./rekey.ts";
import { resolveSchemas } from "./resolve-schemas.ts";

export type PlanResult =
  | {
      readonly ok: true;
      readonly plan: ExecutionPlan;
      /** The same plan with the HMACs of another key: nothing is read or checked again. */
      readonly rekeyed: (hmacKey: Uint8Array) => ExecutionPlan;
      readonly bindings: Bindings;
      /** What artifacts that are made by `reuse` are copies of. */
      readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
      readonly warnings: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Turns a runbook into a plan, or says everything that is wrong with it, in file order. Executes nothing. */
export class Planner {
  readonly #context: PlanContext;

  constructor(context: PlanContext) {
    this.#context = context;
  }

  plan(runbook: Runbook): PlanResult {
    const found: Diagnostic[] = [];
    const planning = begin(this.#context, { runbook, report: (problem) => void found.push(problem) });
    const links = linkInputs(planning);
    const makers = findMakers(planning);
    const reused = findReused(planning);
    const schemas = resolveSchemas(planning, links, { makers, reused });
    const diagnostics = inFileOrder(found, { file: runbook.file, linesToHide: planning.linesToHide });
    const isOpen = [...runbook.artifacts.values()].some(({ id, method }) => method.kind === "reuse" && !reused.has(id));
    if (isOpen || diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
    const plan: ExecutionPlan = {
      ...planRunbook(runbook),
      artifacts: planArtifacts(planning, { links, makers, reused, schemas }),
    };
    const rekeyed = (hmacKey: Uint8Array): ExecutionPlan => withKey(plan, { runbook, reused, hmacKey });
    return { ok: true, plan, rekeyed, bindings: collectBindings(planning, makers), reused, warnings: diagnostics };
  }
}

function begin(context: PlanContext, own: Pick<Planning, "runbook" | "report">): Planning {
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
  const folder = files.dirname(own.runbook.file);
  const past = context.past ?? noPast;
  return { ...context, ...own, past, digests, digestOf, folder, linesToHide: new Set() };
}

function digestOrNull(digest: () => Digest): Digest | null {
  try {
    return digest();
  } catch {
    // Why a file cannot be read (permissions, a vanished mount) makes no difference: it is reported where it is named.
    return null;
  }
}
