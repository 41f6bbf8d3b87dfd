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
import type { Runbook } from "../../runbook/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";

/** Returns a redactor for the values of this runbook that must not be recorded. */
export function redactorOf({ bindings }: Pick<PlannedRunbook, "bindings">): Redactor {
  return createRedactor({ secrets: bindings.secretValues, environment: bindings.environmentValues });
}

/**
 * Stores the plan, and the texts of the runbook and its child runbooks, as objects, so that the run can be shown when the files no longer exist.
 * Returns the stored plan: it names the runbook by the digest of its object, and contains no secret.
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
  const { runbook: written, children } = planned;
  const childOf = (child: Runbook): JsonObject => ({ ...fileOf(child), path: redactor.text(child.file) });
  const definition = {
    ...fileOf(written),
    // Absent if there are none, so that the object of an ordinary runbook is as it always was.
    ...(children.length === 0 ? {} : { children: children.map(childOf) }),
  };
  const runbook = await stage("wct_runbook:1.0.0", withoutSecrets(redactor, definition));
  const plan = planWithoutSecrets(redactor, planned.plan, runbook.digest);
  const stored = await stage("wct_plan:2.0.0", serialisePlan(plan));
  await writer.append({ events: [], objects: [runbook, stored] });
  return { plan, digest: stored.digest };
}

const fileOf = ({ file, text }: Runbook): JsonObject => ({ path: file, text });

/**
 * A secret may also occur in the runbook itself: in a description, a comment, or a property that is not a secret field.
 * Only free text is redacted; a short secret would otherwise match digests and schema references.
 */
function planWithoutSecrets(redactor: Redactor, plan: ExecutionPlan, digest: Digest): ExecutionPlan {
  const text = textsOf(redactor);
  // The folder of a child runbook may come from the environment.
  const file = (name: string): string => (name === plan.runbook.path ? text(name) : redactor.text(name));
  const config = onceEach((one: JsonObject) => withoutSecrets(redactor, one));
  const { runbook } = plan;
  return {
    ...plan,
    runbook: { ...described(text, runbook), path: text(runbook.path), name: text(runbook.name), digest },
    artifacts: plan.artifacts.map((artifact) => artifactWithoutSecrets({ text, file, config }, artifact)),
  };
}

interface Redaction {
  readonly text: (text: string) => string;
  readonly file: (file: string) => string;
  readonly config: (config: JsonObject) => JsonObject;
}

function artifactWithoutSecrets({ text, file, config: safe }: Redaction, artifact: PlannedArtifact): PlannedArtifact {
  const { name, location, config, tags } = artifact;
  return {
    ...described(text, artifact),
    name: name === null ? null : text(name),
    location: { ...location, file: file(location.file) },
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

/** Redacts a shared object only once, so that artifacts still share it. */
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
