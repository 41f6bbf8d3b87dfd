import type {
  ArtifactId,
  Digest,
  EventBody,
  MessageRef,
  RunEvent,
  RunId,
  RunOutcome,
  SchemaRef,
} from "../domain/index.ts";

/** An arbitrary digest, for events that only need one. */
export const someDigest = "0".repeat(64) as Digest;

/** Adds the envelope to event bodies: numbers from 1, one millisecond apart from the start of 2025. */
export function numberEvents(run: RunId): (...bodies: readonly EventBody[]) => readonly RunEvent[] {
  let seq = 0;
  return (...bodies) =>
    bodies.map((body) => {
      seq += 1;
      const at = new Date(Date.UTC(2025, 0, 1) + seq).toISOString();
      return { v: 1, seq, run, at, t: (seq - 1) * 1e6, ...body };
    });
}

export function runStarted(options: { readonly name?: string; readonly artifacts?: number } = {}): EventBody {
  const name = options.name ?? "audit";
  return {
    type: "run.started",
    uuid: "01940000-0000-7000-8000-000000000000",
    mode: "run",
    runbook: { name, path: `runbooks/${name}.yaml`, digest: someDigest },
    plan: someDigest,
    maxConcurrency: 10,
    workers: 2,
    weights: null,
    wct: "0.1.0",
    components: [],
    artifacts: options.artifacts ?? 1,
    resumedFrom: null,
    forkedFrom: null,
  };
}

/** Makes the events of one artifact that was produced. */
export function artifactProduced(
  artifact: ArtifactId,
  message: Pick<MessageRef, "digest" | "bytes" | "elements">,
): readonly EventBody[] {
  const { digest, bytes, elements } = message;
  const schema = "standard_input:1.0.0" as SchemaRef;
  return [
    { type: "artifact.ready", artifact },
    {
      type: "artifact.started",
      artifact,
      component: "filesystem",
      version: "0.1.0",
      attempt: 1,
      worker: 0,
      inputs: [],
      releasedBy: { kind: "start" },
    },
    {
      type: "artifact.attempted",
      artifact,
      attempt: 1,
      outcome: "produced",
      ended: 1000,
      message: { schema, digest, bytes, elements, summary: null, kept: true },
      cost: [],
    },
    { type: "artifact.completed", artifact },
  ];
}

/** Makes the event of an artifact that was reused from an earlier run. */
export function artifactReused(
  artifact: ArtifactId,
  from: RunId,
  { digest, bytes, elements }: Pick<MessageRef, "digest" | "bytes" | "elements">,
): EventBody {
  const schema = "standard_input:1.0.0" as SchemaRef;
  const message = { schema, digest, bytes, elements, summary: null, kept: true };
  return { type: "artifact.reused", artifact, from, fromArtifact: artifact, reason: "resume", message };
}

export function artifactFailed(artifact: ArtifactId, options: { readonly optional: boolean }): EventBody {
  const failure = {
    code: "WCT_PRODUCE_COMPONENT",
    message: "the file has no header",
    hint: null,
    componentCode: "NO_HEADER",
    exception: null,
  } as const;
  return { type: "artifact.failed", artifact, failure, optional: options.optional };
}

export function runFinished(outcome: RunOutcome): EventBody {
  const counts = { completed: 1, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };
  return { type: "run.finished", outcome, cause: null, counts, cost: [] };
}
