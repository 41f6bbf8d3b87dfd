import type { ChangeMaker, PendingConfig } from "../../debug/index.ts";
import { invariant, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ConfigAlteration, PlannedArtifact } from "../../domain/index.ts";
import { createRedactor, type Redactor } from "../../executor/index.ts";
import { type ConfigOverride, parseConfigPath, parseOverride } from "../../runbook/index.ts";
import { type CheckedReplacement, checkReplacement, stageReplacement } from "../fork/index.ts";
import type { Host } from "../host/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { type DraftOptions, draftRun, type PreparedRun, type ProducerControls, redactorOf } from "../run/index.ts";

/** Where changes are planned. */
export interface ChangeContext {
  readonly host: Host;
  /** The runbook on disk. */
  readonly file: string;
  /** What the session runs; null for a recorded run. */
  readonly planned: Pick<PlannedRunbook, "plan"> | null;
  readonly options: DraftOptions;
}

/** A maker that also keeps the checked outputs, so that a fork can use them after their files are gone. */
export interface KeepingChangeMaker extends ChangeMaker {
  readonly checked: ReadonlyMap<ArtifactId, CheckedReplacement>;
}

/** Makes changes for a recorded run: validates them for a fork, and stores nothing. */
export function recordedChanges(context: ChangeContext): KeepingChangeMaker {
  const checked = new Map<ArtifactId, CheckedReplacement>();
  return {
    checked,
    config: async (pending, earlier) => {
      const { planned } = await draftWith(context, [...earlier, pending]);
      const { config } = artifactOf(planned.plan.artifacts, pending.artifact);
      const apply = (): never => {
        throw new Error("a recorded run executes nothing");
      };
      return { pending, config, apply };
    },
    output: async (artifact, file) => {
      const { planned, registry } = await draftWith(context, []);
      const found = planned.plan.artifacts.find(({ id }) => id === artifact);
      if (found === undefined) throw gone(context.file, artifact);
      const content = checkReplacement({ artifact: found, file, cwd: context.host.cwd, schemas: registry.schemas });
      checked.set(artifact, content);
      return { pending: { artifact, file, elements: content.elements?.length ?? null }, replacement: null };
    },
  };
}

/** Makes changes for a live run. `controls`: of the run, once it has started. */
export function liveChanges(
  context: ChangeContext,
  prepared: PreparedRun,
  controls: () => ProducerControls,
): KeepingChangeMaker {
  const checked = new Map<ArtifactId, CheckedReplacement>();
  const { planned, store, registry } = prepared;
  const applied = new Map<ArtifactId, PlannedArtifact>();
  // A value that was secret in one configuration stays secret: components may have kept it, and files may contain it.
  let redactor = redactorOf(planned);
  return {
    checked,
    config: async (pending, earlier) => {
      const draft = await draftWith(context, [...earlier, pending]);
      redactor = redactorOfBoth(redactor, redactorOf(draft.planned));
      const after = artifactOf(draft.planned.rekeyed(store.key).artifacts, pending.artifact);
      const binding = draft.planned.bindings.components.get(pending.artifact);
      invariant(binding !== undefined, `"${pending.artifact}" has no component`);
      const apply = (): ConfigAlteration => {
        controls().rebind({ artifact: pending.artifact, binding, redactor });
        const before = applied.get(after.id) ?? artifactOf(planned.plan.artifacts, after.id);
        applied.set(after.id, after);
        return alteration(before, after, pending);
      };
      return { pending, config: after.config, apply };
    },
    output: async (artifact, file) => {
      const found = artifactOf(planned.plan.artifacts, artifact);
      const content = checkReplacement({ artifact: found, file, cwd: context.host.cwd, schemas: registry.schemas });
      checked.set(artifact, content);
      const replacement = await stageReplacement(content, { artifacts: store.artifacts, redactor });
      return { pending: { artifact, file, elements: replacement.message.elements }, replacement };
    },
  };
}

/**
 * Returns overrides of a plan with the changes of a session on top; the newest value of a path counts. Throws
 * WCT_USAGE_OVERRIDE.
 */
export function withChanges(
  overrides: readonly ConfigOverride[] = [],
  changes: readonly PendingConfig[],
): readonly ConfigOverride[] {
  const changed = changes.map(({ artifact, path, written }) => {
    // Otherwise a "=" in the path would make the rest of it a part of the value.
    parseConfigPath(path);
    return parseOverride(`${artifact}.config.${path}=${written}`, "set");
  });
  const newest = new Map<string, ConfigOverride>();
  for (const one of [...overrides, ...changed]) {
    const key = JSON.stringify([one.artifact, ...one.path.map(String)]);
    // A value inside another one is set after it.
    newest.delete(key);
    newest.set(key, one);
  }
  return [...newest.values()];
}

function redactorOfBoth({ confidential: one }: Redactor, { confidential: other }: Redactor): Redactor {
  return createRedactor({
    secrets: [...one.secrets, ...other.secrets],
    environment: [...one.environment, ...other.environment],
  });
}

function gone(file: string, artifact: ArtifactId) {
  return wctError("WCT_DEBUG_NOT_NOW", {
    message: `"${file}" no longer has the artifact "${artifact}"`,
    hint: "name the runbook of this run with --runbook",
  });
}

/**
 * Plans the runbook with changes. Throws the planner's diagnostics; and WCT_DEBUG_NOT_NOW if the file differs from what
 * the session runs, because the change would then bring other changes with it.
 */
async function draftWith({ host, file, planned, options }: ChangeContext, changes: readonly PendingConfig[]) {
  const overrides = withChanges(options.overrides, changes);
  const draft = await draftRun(host, file, { ...options, overrides });
  // The digest is that of the runbook and of all that it includes.
  if (planned === null || draft.planned.plan.runbook.digest === planned.plan.runbook.digest) return draft;
  const children = draft.planned.children.length > 0;
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `"${file}"${children ? ", or a child runbook of it," : ""} has changed since this session planned it`,
    hint: "restore it, or start a new session",
  });
}

function artifactOf(artifacts: readonly PlannedArtifact[], id: ArtifactId): PlannedArtifact {
  const found = artifacts.find((one) => one.id === id);
  invariant(found !== undefined, `the plan has no artifact "${id}"`);
  return found;
}

function alteration(before: PlannedArtifact, after: PlannedArtifact, { path }: PendingConfig): ConfigAlteration {
  const oldDigest = before.fingerprint.configWritten;
  const newDigest = after.fingerprint.configWritten;
  return { artifact: after, changes: [{ path, oldDigest, newDigest }] };
}
