import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, PlannedArtifact, RecordStore } from "../../domain/index.ts";
import {
  type CheckedReplacement,
  checkReplacement,
  type NamedReplacement,
  type OutputReplacements,
  type ReplaceDecision,
  stageReplacement,
} from "../fork/index.ts";
import type { Host } from "../host/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { redactorOf } from "./definition.ts";
import type { RunDraft } from "./draft.ts";

/** Reads and validates the files that replace outputs; stores nothing. Throws WCT_USAGE_REPLACEMENT. */
export function checkReplacements(
  host: Host,
  { planned, registry }: RunDraft,
  named: readonly NamedReplacement[],
): readonly CheckedReplacement[] {
  const overridden = new Set<string>(planned.plan.config.overrides?.map(({ artifact }) => artifact));
  return named.map(({ artifact: id, file, checked }, place) => {
    const artifact = artifactOf(planned, id);
    if (named.findIndex((one) => one.artifact === id) !== place) {
      throw refused(`the output of "${id}" is replaced twice`, "name one file for each artifact");
    }
    if (overridden.has(id)) {
      const why = `the output of "${id}" is replaced, so a change of its configuration has no effect`;
      throw refused(why, "give one of them");
    }
    // Content of another schema has to be checked again.
    if (checked?.artifact.outputSchema === artifact.outputSchema) return { ...checked, artifact };
    return checkReplacement({ artifact, file, cwd: host.cwd, schemas: registry.schemas });
  });
}

function artifactOf({ plan }: PlannedRunbook, id: string): PlannedArtifact {
  const found = plan.artifacts.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = plan.artifacts.map((one) => one.id);
  const inside = ids.filter((one) => one.startsWith(`${id}/`));
  if (inside.length > 0) {
    const hint = `name an artifact inside: ${listNames(inside, 12)}`;
    throw refused(`the output of "${id}" cannot be replaced: it includes a child runbook`, hint);
  }
  const near = nearest(id, ids);
  const hint = near === undefined ? `the runbook has ${listNames(ids, 12)}` : `did you mean "${near}"?`;
  throw refused(`the output of "${id}" cannot be replaced: the runbook has no such artifact`, hint);
}

const refused = (message: string, hint: string) => wctError("WCT_USAGE_REPLACEMENT", { message, hint });

/** Stages checked replacements in the store. Throws WCT_STORE_* codes. */
export async function stageReplacements(
  store: Pick<RecordStore, "artifacts">,
  planned: PlannedRunbook,
  checked: readonly CheckedReplacement[],
): Promise<OutputReplacements> {
  const staged = new Map<ArtifactId, ReplaceDecision>();
  const redactor = redactorOf(planned);
  for (const one of checked) {
    staged.set(one.artifact.id, await stageReplacement(one, { artifacts: store.artifacts, redactor }));
  }
  return staged;
}
