import { isDeepStrictEqual } from "node:util";
import { isWctError } from "../../diagnostics/index.ts";
import type {
  ArtifactId,
  ArtifactStore,
  Attempt,
  Failure,
  JsonObject,
  MessageReader,
  MessageRef,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import { failure, failureOfAbort } from "./failures.ts";

interface Part {
  readonly artifact: ArtifactId;
  readonly reader: MessageReader;
  readonly rest: JsonObject;
}

/** Thrown for an expected failure of a pass-through; becomes a failed attempt. */
class Refused extends Error {
  readonly failure: Failure;

  constructor(refused: Failure) {
    super(refused.message);
    this.failure = refused;
  }
}

/** Joins the inputs of an artifact without a component, on the calling thread, because it only copies bytes. */
export async function passThrough(task: Task, report: TaskReport, artifacts: ArtifactStore): Promise<Attempt> {
  report.started(null);
  try {
    const message = alreadyThere(task);
    if (message !== null) return { outcome: "produced", message, object: null, ended: null };
    return await join(task, artifacts);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { outcome: "failed", failure: error.failure, object: null, ended: null };
  }
}

/** Returns the input if it already is the result: a single input with the same schema. */
function alreadyThere({ artifact, inputs }: Task): MessageRef | null {
  const [only, ...others] = inputs;
  if (only === undefined || others.length > 0 || only.message.schema !== artifact.outputSchema) return null;
  return { ...only.message, kept: only.message.kept && artifact.retain };
}

async function join(task: Task, artifacts: ArtifactStore): Promise<Attempt> {
  const { artifact, inputs, signal } = task;
  const parts: Part[] = [];
  for (const input of inputs) parts.push(await open(artifacts, input));
  const rest = equalRest(parts);
  // The summary is part of the content beside the stream, which is the same in all inputs.
  const summary = inputs[0]?.message.summary ?? null;
  const isKept = artifact.retain && inputs.every(({ message }) => message.kept);
  const writer = artifacts.writer({ spool: !isKept });
  try {
    for (const part of parts) {
      for await (const batch of reading(part)) {
        if (signal.aborted) throw new Refused(failureOfAbort(signal));
        writer.write(batch);
      }
    }
    const stream = parts.every(({ reader }) => reader.elements !== null);
    const object = await writer.finish(artifact.outputSchema, rest, { stream });
    const { digest, bytes, elements } = object;
    const message: MessageRef = { schema: artifact.outputSchema, digest, bytes, elements, summary, kept: isKept };
    return { outcome: "produced", message, object, ended: null };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

async function open(artifacts: ArtifactStore, input: Task["inputs"][number]): Promise<Part> {
  try {
    const reader = await artifacts.open(input.message.digest);
    return { artifact: input.artifact, reader, rest: await reader.rest() };
  } catch (error) {
    throw unreadable(input.artifact, error);
  }
}

async function* reading({ artifact, reader }: Part) {
  if (reader.elements === null) return;
  try {
    yield* reader.batches();
  } catch (error) {
    throw unreadable(artifact, error);
  }
}

function unreadable(artifact: ArtifactId, error: unknown): unknown {
  if (!isWctError(error)) return error;
  const text = `input "${artifact}" cannot be read: ${error.message}`;
  return new Refused(failure("WCT_PRODUCE_INPUT_UNREADABLE", text, "run `wct verify` on the run that made it"));
}

/**
 * Returns the content beside the stream if it is the same in all parts. Otherwise names the first key that differs,
 * never its value.
 */
function equalRest(parts: readonly Part[]): JsonObject {
  const [first, ...others] = parts;
  if (first === undefined) throw new Refused(failure("WCT_PRODUCE_JOIN", "there is nothing to join"));
  for (const other of others) {
    const keys = new Set([...Object.keys(first.rest), ...Object.keys(other.rest)]);
    const key = [...keys].find((key) => !isDeepStrictEqual(own(first.rest, key), own(other.rest, key)));
    if (key === undefined) continue;
    const text = `"${first.artifact}" and "${other.artifact}" differ in "${key}", so they cannot be joined`;
    throw new Refused(failure("WCT_PRODUCE_JOIN", text, "join them with a processor"));
  }
  return first.rest;
}

const own = (object: JsonObject, key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);
