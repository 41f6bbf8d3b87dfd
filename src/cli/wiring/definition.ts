import { invariant } from "../../diagnostics/index.ts";
import {
  type Digest,
  type ExecutionPlan,
  isJsonObject,
  type JsonObject,
  type PlannedArtifact,
  type RecordStore,
  type RunWriter,
  type SchemaRef,
  type StagedObject,
} from "../../domain/index.ts";
import { createRedactor, type Redactor } from "../../executor/index.ts";
import { serialisePlan } from "../../planner/index.ts";
import type { PlannedRunbook } from "./plan.ts";

/** Takes out of texts and content what may not be recorded of this runbook's values. */
export function redactorOf({ bindings }: Pick<PlannedRunbook, "bindings">): Redactor {
  return createRedactor({ secrets: bindings.secretValues, environment: bindings.environmentValues });
}

/**
 * The plan and the runbook's text become objects, so that the run can be shown when the files are long gone. The plan
 * that comes back is the stored one: it names the runbook by the digest of its object, and holds no secret.
 */
export async function storeDefinition({
  planned,
  store,
  writer,
}: {
  readonly planned: PlannedRunbook;
  readonly store: RecordStore;
  readonly writer: RunWriter;
}): Promise<{ readonly plan: ExecutionPlan; readonly digest: Digest }> {
  const redactor = redactorOf(planned);
  const stage = async (schema: string, content: JsonObject): Promise<StagedObject> =>
    store.artifacts.writer().finish(schema as SchemaRef, content, { stream: false });
  const { file, text } = planned.runbook;
  const runbook = await stage("wct_runbook:1.0.0", withoutSecrets(redactor, { path: file, text }));
  const plan = planWithoutSecrets(redactor, planned.plan, runbook.digest);
  const stored = await stage("wct_plan:2.0.0", serialisePlan(plan));
  await writer.append({ events: [], objects: [runbook, stored] });
  return { plan, digest: stored.digest };
}

/**
 * A secret may also stand in the runbook itself: in a description, a comment, a property that is no secret field. Only
 * texts that are free are touched; a short secret would otherwise hit digests and schema references.
 */
function planWithoutSecrets(redactor: Redactor, plan: ExecutionPlan, digest: Digest): ExecutionPlan {
  const text = textsOf(redactor);
  const config = onceEach((one: JsonObject) => withoutSecrets(redactor, one));
  const { runbook } = plan;
  return {
    ...plan,
    runbook: { ...described(text, runbook), path: text(runbook.path), name: text(runbook.name), digest },
    artifacts: plan.artifacts.map((artifact) => artifactWithoutSecrets({ text, config }, artifact)),
  };
}

interface Safe {
  readonly text: (text: string) => string;
  readonly config: (config: JsonObject) => JsonObject;
}

function artifactWithoutSecrets({ text, config: safe }: Safe, artifact: PlannedArtifact): PlannedArtifact {
  const { name, location, config, tags } = artifact;
  return {
    ...described(text, artifact),
    name: name === null ? null : text(name),
    location: { ...location, file: text(location.file) },
    config: safe(config),
    tags: tags.map(text),
  };
}

function described<T extends { readonly description: string | null; readonly contact: string | null }>(
  text: (text: string) => string,
  what: T,
): T {
  const { description, contact } = what;
  return {
    ...what,
    description: description === null ? null : text(description),
    contact: contact === null ? null : text(contact),
  };
}

/** What artifacts share, they share without its secrets, too. */
function onceEach<T extends object>(work: (of: T) => T): (of: T) => T {
  const known = new Map<T, T>();
  return (of) => {
    const found = known.get(of) ?? work(of);
    known.set(of, found);
    return found;
  };
}

const textsOf =
  (redactor: Redactor) =>
  (text: string): string =>
    String(redactor.content(text));

function withoutSecrets(redactor: Redactor, content: JsonObject): JsonObject {
  const safe = redactor.content(content);
  invariant(isJsonObject(safe), "an object without its secrets is still an object");
  return safe;
}
