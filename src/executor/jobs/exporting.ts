import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ArtifactStore, Digest, Failure, MessageRef, SchemaRef } from "../../domain/index.ts";
import type { DeclaredPlace, Origin } from "../../plugin/index.ts";
import { failure, failureOfAbort, failureOfLoss } from "./failures.ts";
import { inputAnswers } from "./input-answers.ts";
import type { Ended, JobRunner } from "./job.ts";
import { ExporterFile } from "./new-file.ts";
import type { KnownSchema } from "./produce-job.ts";
import type { ComponentAddress, ExportJob, RunContext } from "./protocol.ts";

export interface ExportRequest {
  readonly home: Pick<ComponentAddress, "plugin" | "module" | "process">;
  /** Name of the exporter, which is the format. */
  readonly type: string;
  readonly artifact: ArtifactId;
  readonly message: MessageRef;
  readonly origins: readonly Origin[];
  readonly declared: DeclaredPlace;
  readonly options?: Readonly<Record<string, string>>;
  /** Absolute path of the file. Its folder exists. */
  readonly path: string;
  readonly signal?: AbortSignal;
  /** Receives lines that the exporter printed. */
  readonly noted?: (text: string) => void;
}

/** A complete file at its final path. */
export interface WrittenFile {
  /** SHA-256 of its bytes. */
  readonly digest: Digest;
  readonly bytes: number;
}

interface Exporting {
  readonly runner: JobRunner;
  readonly artifacts: Pick<ArtifactStore, "open">;
  readonly runContext: RunContext;
  readonly schemaOf: (ref: SchemaRef) => KnownSchema | null;
}

/** Runs an exporter in a worker, once one is free. The host writes the file, which appears only when it is complete. */
export async function exportIn(request: ExportRequest, exporting: Exporting): Promise<WrittenFile> {
  const signal = request.signal ?? new AbortController().signal;
  const file = new ExporterFile(request.path);
  try {
    const job = jobOf(request, exporting);
    const outcome = await run({ request, exporting, job, signal, file });
    if (outcome?.kind === "exported") return file.commit();
    throw thrown(outcome === null || signal.aborted ? failureOfAbort(signal) : failureOf(outcome, job.component));
  } finally {
    file.abort();
  }
}

function jobOf(request: ExportRequest, { schemaOf }: Exporting): ExportJob {
  const { home, type, artifact, message, origins, declared, options = {} } = request;
  const { schema, digest, elements } = message;
  const known = schemaOf(schema);
  const input = { artifact, schema, digest, elements, stream: known?.stream ?? null };
  return {
    hasTimeLimit: false,
    component: { kind: "exporter", type, ...home },
    input,
    contentSchema: known?.jsonSchema ?? null,
    origins,
    declared,
    options,
  };
}

interface Running {
  readonly request: ExportRequest;
  readonly exporting: Exporting;
  readonly job: ExportJob;
  readonly signal: AbortSignal;
  readonly file: ExporterFile;
}

/** Throws WCT_EXPORT_WRITE_FAILED. */
async function run({ request, exporting, job, signal, file }: Running): Promise<Ended | null> {
  const { runner, runContext, artifacts } = exporting;
  let problem: unknown = null;
  const outcome = await runner.run({
    holder: null,
    work: { handler: "export", job },
    runContext,
    signal,
    said: (said) => {
      if (said.kind === "noted") request.noted?.(said.text);
    },
    take: async (part) => {
      if (part.kind !== "piece" || problem !== null) return false;
      try {
        file.write(typeof part.data === "string" ? Buffer.from(part.data) : part.data);
        return true;
      } catch (error) {
        problem = error;
        return false;
      }
    },
    answer: inputAnswers(artifacts, new Set([job.input.digest])),
    begun: () => {},
  });
  if (problem !== null) throw problem;
  return outcome;
}

function failureOf(outcome: Exclude<Ended, { kind: "exported" }>, component: ComponentAddress): Failure {
  if (outcome.kind === "failed") return outcome.failure;
  if (outcome.kind === "lost") return failureOfLoss(outcome.how, component);
  return failure("WCT_INTERNAL", "a worker produced instead of exporting; this is a bug in wct");
}

function thrown({ code, message, hint }: Failure) {
  return wctError(code, { message, hint: hint ?? undefined });
}
