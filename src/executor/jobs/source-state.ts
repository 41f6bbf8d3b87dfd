import { createHmac } from "node:crypto";
import { invariant } from "../../diagnostics/index.ts";
import { isDigest, type PlannedArtifact, type RecordedSourceState } from "../../domain/index.ts";
import type { AnyConnector } from "../../plugin/index.ts";
import type { JobRunner } from "./job.ts";
import { type ProduceJobSource, produceJobOf } from "./produce-job.ts";
import type { ProduceJob, ReportedSourceState, RunContext } from "./protocol.ts";
import type { Redactor } from "./redaction.ts";
import { askInHost } from "./state-in-host.ts";

interface RecordingOptions {
  /** The store's key. */
  readonly key: Uint8Array;
  /** Start of the run that reads the source. */
  readonly at: string;
}

/** Returns the state as it is recorded. Only those who have the key can compare a source with it. */
export function recordedSourceState(
  { by, digest: reported }: ReportedSourceState,
  { key, at }: RecordingOptions,
): RecordedSourceState {
  const digest = createHmac("sha256", key).update(`source state ${reported}`).digest("hex");
  invariant(isDigest(digest), "SHA-256 is not 64 hexadecimal digits");
  return { by, at, digest };
}

export interface SourceQuestion {
  readonly artifact: PlannedArtifact;
  /** Start of the run that read the source. */
  readonly at: string;
  readonly signal: AbortSignal;
  /** Called when the connector's code begins. */
  readonly begun: () => void;
}

/** The answer of a connector. Null: it could not tell the state of its source, failed, or was stopped by the signal. */
export type SourceAnswer = RecordedSourceState | null;

/** The definitions of connectors, by type. */
export type ConnectorDefinitions = ReadonlyMap<string, { readonly definition: AnyConnector }>;

interface Asking extends ProduceJobSource {
  readonly redactor: Redactor;
  /** Connectors by type. */
  readonly connectors: ConnectorDefinitions;
  readonly runner: JobRunner;
  readonly runContext: RunContext;
  readonly key: Uint8Array;
}

/** Asks the connector of a source for the present state of its source: here if it is built in, else in a worker. */
export async function askSourceState(question: SourceQuestion, asking: Asking): Promise<SourceAnswer> {
  const { artifact, at, signal } = question;
  const { redactor, key } = asking;
  const job = produceJobOf(asking, { artifact, attempt: 1, inputs: [], signal, startedAt: at });
  const connector = asking.connectors.get(job.component.type)?.definition;
  const answer = await askInHost({ job, connector, signal, redactor });
  if (signal.aborted) return null;
  const told = answer === "ask-worker" ? await askInWorker(job, question, asking) : answer;
  return told === null ? null : recordedSourceState(told, { key, at });
}

async function askInWorker(
  job: ProduceJob,
  { artifact, signal, begun }: SourceQuestion,
  { runner, runContext }: Asking,
): Promise<ReportedSourceState | null> {
  const ended = await runner.run({
    holder: artifact.id,
    work: { handler: "source-state", job: { ...job, hasTimeLimit: true } },
    ...{ runContext, signal },
    // What it logs is part of no run.
    said: () => undefined,
    begun,
    take: async () => false,
    answer: async () => ({ text: null, problem: "a source has no inputs" }),
  });
  return ended?.kind === "source-state" ? ended.sourceState : null;
}
