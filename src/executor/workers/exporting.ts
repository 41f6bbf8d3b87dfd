import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, Failure, MessageRef, SchemaRef } from "../../domain/index.ts";
import type { Origin } from "../../plugin/index.ts";
import { failureOfLoss } from "./attempts.ts";
import { failure, failureOfAbort } from "./failures.ts";
import type { KnownSchema } from "./known-schema.ts";
import type { ComponentAddress, ExportJob, Surroundings } from "./protocol.ts";
import type { Ended } from "./thread-job.ts";
import type { Threads } from "./threads.ts";

export interface ExportRequest {
  readonly home: { readonly plugin: string; readonly module: string };
  /** The exporter's name, which is the format. */
  readonly type: string;
  readonly artifact: ArtifactId;
  readonly message: MessageRef;
  readonly origins: readonly Origin[];
  /** Absolute; its folder exists. */
  readonly path: string;
  readonly signal?: AbortSignal;
  /** Lines that the exporter printed. */
  readonly noted?: (text: string) => void;
}

/** A file that is complete and in its place. */
export interface WrittenFile {
  /** SHA-256 of its bytes. */
  readonly digest: Digest;
  readonly bytes: number;
}

interface Exporting {
  readonly threads: Threads;
  readonly surroundings: Surroundings;
  readonly schemaOf: (ref: SchemaRef) => KnownSchema | null;
}

/** Runs an exporter in a thread, once one is free. */
export async function exportIn(
  request: ExportRequest,
  { threads, surroundings, schemaOf }: Exporting,
): Promise<WrittenFile> {
  const { home, type, artifact, message, origins, path, noted } = request;
  const signal = request.signal ?? new AbortController().signal;
  const component: ComponentAddress = { kind: "exporter", type, plugin: home.plugin, module: home.module };
  const { schema, digest, elements } = message;
  const known = schemaOf(schema);
  const input = { artifact, schema, digest, elements, stream: known?.stream ?? null };
  const job: ExportJob = { component, path, input, contentSchema: known?.jsonSchema ?? null, origins };
  const outcome = await threads.run({
    holder: null,
    work: { handler: "export", job },
    surroundings,
    signal,
    said: (said) => {
      if (said.kind === "noted") noted?.(said.text);
    },
    begun: () => {},
  });
  if (outcome?.kind === "exported") return { digest: outcome.digest, bytes: outcome.bytes };
  throw thrown(outcome === null || signal.aborted ? failureOfAbort(signal) : failureOf(outcome, component));
}

function failureOf(outcome: Exclude<Ended, { kind: "exported" }>, component: ComponentAddress): Failure {
  if (outcome.kind === "failed") return outcome.failure;
  if (outcome.kind === "lost") return failureOfLoss(outcome.how, component);
  return failure("WCT_INTERNAL", "a worker produced instead of exporting; this is a bug in wct");
}

function thrown({ code, message, hint }: Failure) {
  return wctError(code, { message, hint: hint ?? undefined });
}
