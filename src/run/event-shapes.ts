import { catalogue, type DiagnosticCode } from "../diagnostics/index.ts";
import {
  type ArtifactId,
  type Cost,
  type Counts,
  type EventBody,
  type EventEnvelope,
  type EventType,
  type FailedException,
  type Failure,
  isDigest,
  isJsonObject,
  isRunId,
  type JsonObject,
  type MessageRef,
  type ReleasedBy,
  type SchemaRef,
} from "../domain/index.ts";
import {
  amount,
  branded,
  type Check,
  entriesOf,
  type FieldEntries,
  type Fields,
  flag,
  json,
  listOf,
  natural,
  objectOf,
  oneOf,
  orNull,
  recordOf,
  sameTextOf,
  text,
  textOf,
  wrongIn,
} from "./check.ts";

const digest = textOf(isDigest);
const runId = textOf(isRunId);
const artifact = branded<ArtifactId>();

const isCode = (value: string): value is DiagnosticCode => Object.hasOwn(catalogue, value);

const message = objectOf<MessageRef>({
  schema: branded<SchemaRef>(),
  digest,
  bytes: natural,
  elements: orNull(natural),
  summary: orNull(json),
  kept: flag,
});

const failure = objectOf<Failure>({
  code: textOf(isCode),
  message: text,
  hint: orNull(text),
  componentCode: orNull(text),
  exception: orNull(
    objectOf<FailedException>({ name: text, code: orNull(text), frames: listOf(text), message: orNull(digest) }),
  ),
});

const cost = listOf(objectOf<Cost>({ amount, unit: text }));

const counts = objectOf<Counts>({
  completed: natural,
  reused: natural,
  failed: natural,
  skipped: natural,
  optionalFailed: natural,
});

const releasedBy: Check<ReleasedBy> = (value): value is ReleasedBy => {
  if (!isJsonObject(value)) return false;
  return value["kind"] === "start" || releasedByArtifact(value);
};
const releasedByArtifact = objectOf<Exclude<ReleasedBy, { readonly kind: "start" }>>({
  kind: oneOf("input", "slot", "thread", "gate"),
  artifact: orNull(artifact),
});

type BodyOf<T extends EventType> = Extract<EventBody, { readonly type: T }>;
type Plain<T> = Omit<T, "type">;
type Outcome<O extends "produced" | "failed"> = Extract<BodyOf<"artifact.attempted">, { readonly outcome: O }>;

/** The fields of each type beside the envelope; an attempt is looked at by its outcome. */
const shapes: { readonly [T in Exclude<EventType, "artifact.attempted">]: Fields<Plain<BodyOf<T>>> } = {
  "run.started": {
    uuid: text,
    mode: oneOf("run", "debug"),
    runbook: objectOf({ name: text, path: text, digest }),
    plan: digest,
    maxConcurrency: natural,
    workers: natural,
    weights: orNull(recordOf(amount)),
    wct: text,
    components: listOf(objectOf({ kind: oneOf("connector", "processor", "exporter"), type: text, version: text })),
    artifacts: natural,
    resumedFrom: orNull(runId),
    forkedFrom: orNull(runId),
  },
  "artifact.ready": { artifact },
  "artifact.started": {
    artifact,
    component: orNull(text),
    version: orNull(text),
    attempt: natural,
    worker: orNull(natural),
    inputs: listOf(objectOf({ artifact, digest })),
    releasedBy,
  },
  "artifact.progress": { artifact, done: amount, total: orNull(amount) },
  "artifact.noted": { artifact, level: oneOf("debug", "info", "warn", "error"), text },
  "artifact.altered": {
    artifact,
    what: oneOf("config", "output"),
    path: orNull(text),
    oldDigest: orNull(digest),
    newDigest: digest,
  },
  "artifact.completed": { artifact },
  "artifact.failed": { artifact, failure, optional: flag },
  "artifact.skipped": {
    artifact,
    reason: oneOf("input-failed", "input-skipped", "debugger", "cancelled", "timeout", "cost-limit", "not-selected"),
    because: listOf(artifact),
  },
  "artifact.reused": {
    artifact,
    from: runId,
    fromArtifact: artifact,
    reason: oneOf("resume", "reuse", "unchanged"),
    message,
  },
  "output.written": { artifact, format: text, path: text, digest, bytes: natural },
  "run.paused": {
    stops: listOf(objectOf({ artifact, side: oneOf("before", "after"), reason: text })),
  },
  "run.continued": { command: text },
  "run.finished": {
    outcome: oneOf("completed", "failed", "cancelled", "timed-out"),
    cause: orNull(json),
    counts,
    cost,
  },
};

const attempt = { artifact, attempt: natural, ended: natural, cost };
const producedShape: Fields<Plain<Outcome<"produced">>> = { ...attempt, outcome: oneOf("produced"), message };
const failedShape: Fields<Plain<Outcome<"failed">>> = { ...attempt, outcome: oneOf("failed"), failure };

const envelope = entriesOf<EventEnvelope>({
  v: oneOf(1),
  seq: natural,
  run: sameTextOf(isRunId),
  at: text,
  t: natural,
});
const produced = entriesOf(producedShape);
const failed = entriesOf(failedShape);
const known: ReadonlyMap<string, FieldEntries> = new Map(
  Object.entries<Fields<unknown>>(shapes).map(([type, fields]) => [type, entriesOf(fields)]),
);

/** The first wrong field of what claims to be an event; `type` when the type is not known; null: it is an event. */
export function wrongField(value: JsonObject): string | null {
  const type = value["type"];
  const fields = type === "artifact.attempted" ? attemptFields(value) : known.get(String(type));
  if (fields === undefined) return "type";
  return wrongIn(envelope, value) ?? wrongIn(fields, value);
}

function attemptFields(value: JsonObject): FieldEntries {
  return value["outcome"] === "failed" ? failed : produced;
}
