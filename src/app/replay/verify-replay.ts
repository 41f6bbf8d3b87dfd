import { availableParallelism } from "node:os";
import { invariant, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Failure, MessageRef, PlannedArtifact, RunEvent } from "../../domain/index.ts";
import { createThreads, type RecordedOutcome, type Threads } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { ReplayVerification, UnverifiableReason, VerifiedArtifact } from "../../render/index.ts";
import {
  type ArtifactState,
  artifactState,
  type EarlierArtifact,
  earlierArtifacts,
  messageOf,
} from "../../run/index.ts";
import { createScratch, systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { environment } from "../places/index.ts";
import { loadRegistry } from "../plugins/index.ts";
import { plannedArtifact, type RecordedRun, readRecord, selectedIn } from "../record/index.ts";
import { bindRecorded, type RecordedBindings } from "./bind-recorded.ts";
import { checkBinding } from "./binding-reason.ts";
import { type AttemptVerdict, compareAttempt } from "./compare-attempt.ts";
import { executeReplay } from "./execute-replay.ts";
import { recordedReason } from "./unverifiable.ts";

export interface ReplayVerificationRequest {
  /** The artifacts to verify; all by default. */
  readonly artifacts?: readonly string[] | undefined;
  /** A selection, as `--select` takes it, that limits them further. */
  readonly select?: string | undefined;
  /** Plugins to load in addition to those of `wct.yaml`. */
  readonly plugins?: readonly string[] | undefined;
  /** A file of variables; those of the host take precedence. */
  readonly envFile?: string | undefined;
  readonly workers?: number | undefined;
  /** Memory limit of a component, in MiB. */
  readonly workerMemory?: number | undefined;
  /** Whether the result includes values, which may identify people. Default false. */
  readonly revealsValues?: boolean | undefined;
  /** Called before the first artifact is made, with those that will be. */
  readonly onStart?: ((record: RecordedRun, verified: readonly PlannedArtifact[]) => void) | undefined;
  /** Called with the events of the artifacts that are made. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Aborting it ends the verification with WCT_PRODUCE_CANCELLED. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the deterministic artifacts of a run again, each from its recorded inputs, and compares them with the record.
 * Executes components of plugins; calls no connector; writes nothing but temporary files. Throws WCT_RUN_ACTIVE,
 * WCT_RUN_ARTIFACT_ABSENT, WCT_USAGE_SELECTION, WCT_PRODUCE_CANCELLED, WCT_STORE_WRITE_FAILED if temporary files cannot
 * be written, and the errors of loading plugins and of reading the record.
 */
export async function verifyReplay(
  host: Host,
  opened: OpenRun,
  request: ReplayVerificationRequest = {},
): Promise<ReplayVerification> {
  requireEnded(opened);
  const workers = request.workers ?? availableParallelism();
  const { workerMemory } = request;
  const threads = createThreads({
    ...{ clock: systemClock, workers },
    ...(workerMemory === undefined ? {} : { memoryLimitMb: workerMemory }),
  });
  try {
    // It starts while the record and the plugins are read.
    threads.warm(1);
    return await verifyIn({ threads, workers }, { host, opened, request });
  } finally {
    await threads.close();
  }
}

interface Workers {
  readonly threads: Threads;
  readonly workers: number;
}

async function verifyIn(
  workers: Workers,
  { host, opened, request }: Pick<Finding, "host" | "opened" | "request">,
): Promise<ReplayVerification> {
  const { store } = opened;
  const record = await readRecord(store, opened.run);
  const named = new Set(request.artifacts?.map((id) => plannedArtifact(record, id).id));
  const selected = request.select === undefined ? null : selectedIn(record, request.select);
  const asked = (id: ArtifactId): boolean =>
    (named.size === 0 || named.has(id)) && (selected === null || selected.has(id));
  const registry = await loadRegistry(host, request.plugins);
  const candidates = await findCandidates({ host, opened, record, registry, asked, request });
  const verdicts = await execute(candidates, { request, workers });
  const rows = record.plan.artifacts
    .filter(({ id }) => asked(id))
    .map((planned) => rowOf(candidates, planned, verdicts));
  return { run: record.run, artifacts: rows, hasValues: request.revealsValues ?? false };
}

function requireEnded({ run }: OpenRun): void {
  if (run.status !== "running") return;
  throw wctError("WCT_RUN_ACTIVE", {
    message: `run "${run.id}" is still being made, so it cannot be verified`,
    hint: `wait for it with \`wct replay ${run.id} --follow\``,
  });
}

interface Candidates {
  readonly opened: OpenRun;
  readonly record: RecordedRun;
  readonly registry: Registry;
  readonly bindings: RecordedBindings;
  readonly reasons: ReadonlyMap<ArtifactId, UnverifiableReason>;
  readonly codeChanged: ReadonlySet<ArtifactId>;
  /** The artifacts that are made again. */
  readonly verifies: ReadonlySet<ArtifactId>;
}

interface Finding extends Pick<Candidates, "opened" | "record" | "registry"> {
  readonly host: Host;
  readonly asked: (id: ArtifactId) => boolean;
  readonly request: ReplayVerificationRequest;
}

/** Decides which artifacts can be verified, and why the others cannot. */
async function findCandidates({ host, opened, record, registry, asked, request }: Finding): Promise<Candidates> {
  const { plan, state, run, retention } = record;
  const isImported = opened.bundle !== null || retention.imported !== null;
  const earlier = earlierArtifacts({ run: run.id, plan, state, isImported });
  const reasons = new Map<ArtifactId, UnverifiableReason>();
  const verifies = new Set<ArtifactId>();
  const codeChanged = new Set<ArtifactId>();
  for (const [id, one] of earlier) {
    const reason = recordedReason(one, state);
    if (reason !== null) reasons.set(id, reason);
    else if (asked(id)) verifies.add(id);
  }
  const hmacKey = isImported ? new Uint8Array(32) : opened.store.key;
  const env = environment(host, request.envFile);
  const bindings = await bindRecorded({ host, plan, registry, env, hmacKey, wanted: verifies });
  for (const [id, bound] of bindings.artifacts) {
    const { reason, isCodeChanged } = checkBinding(earlier.get(id) as EarlierArtifact, bound, plan);
    if (isCodeChanged) codeChanged.add(id);
    if (reason === null) continue;
    reasons.set(id, reason);
    verifies.delete(id);
  }
  return { opened, record, registry, bindings, reasons, codeChanged, verifies };
}

type Verdicts = ReadonlyMap<ArtifactId, AttemptVerdict>;

type Requested = Pick<Finding, "request"> & { readonly workers: Workers };

async function execute(candidates: Candidates, { request, workers }: Requested): Promise<Verdicts> {
  const { opened, record, registry, bindings, verifies } = candidates;
  const verdicts = new Map<ArtifactId, AttemptVerdict>();
  if (verifies.size === 0) return verdicts;
  const { signal = new AbortController().signal, onEvent, onStart, revealsValues = false } = request;
  onStart?.(
    record,
    record.plan.artifacts.filter(({ id }) => verifies.has(id)),
  );
  const scratch = createScratch();
  const stopped = new AbortController();
  let unwritable: Failure | null = null;
  const { store } = opened;
  try {
    await executeReplay({
      ...{ store, record, registry, bindings, scratch, verifies, ...outcomesOf(record) },
      signal: AbortSignal.any([signal, stopped.signal]),
      ...workers,
      onEvent: (event) => {
        if ("artifact" in event && verifies.has(event.artifact)) onEvent?.(event);
      },
      made: async ({ artifact: planned }, attempt) => {
        if (signal.aborted || stopped.signal.aborted) return;
        if (attempt.outcome === "failed" && attempt.failure.code === "WCT_STORE_WRITE_FAILED") {
          unwritable = attempt.failure;
          stopped.abort();
          return;
        }
        const recorded = messageOf(artifactState(record.state, planned.id)) as MessageRef;
        const context = { artifacts: store.artifacts, scratch, revealsValues };
        verdicts.set(planned.id, await compareAttempt(context, { planned, recorded, attempt }));
      },
    });
  } finally {
    scratch.remove();
  }
  requireComplete({ signal, unwritable, made: verdicts.size, wanted: verifies.size });
  return verdicts;
}

interface VerificationEnd {
  readonly signal: AbortSignal;
  readonly unwritable: Failure | null;
  readonly made: number;
  readonly wanted: number;
}

/** An artifact without a verdict must not look like one that was verified. */
function requireComplete({ signal, unwritable, made, wanted }: VerificationEnd): void {
  if (signal.aborted) {
    throw wctError("WCT_PRODUCE_CANCELLED", {
      message: `the verification was cancelled after ${made} of ${wanted} artifacts`,
      hint: "name artifacts to verify only these",
    });
  }
  if (unwritable !== null) {
    const { message, hint } = unwritable;
    throw wctError("WCT_STORE_WRITE_FAILED", { message, ...(hint === null ? {} : { hint }) });
  }
  invariant(made === wanted, `${wanted - made} of ${wanted} artifacts were not verified`);
}

/** Returns how each artifact ended in the run, and which were not started or did not end. */
function outcomesOf({ plan, state }: RecordedRun) {
  const recorded = new Map<ArtifactId, RecordedOutcome>();
  const skipped = new Set<ArtifactId>();
  for (const { id } of plan.artifacts) {
    const outcome = outcomeOf(artifactState(state, id));
    if (outcome === null) skipped.add(id);
    else recorded.set(id, outcome);
  }
  return { recorded, skipped };
}

function outcomeOf(artifact: ArtifactState): RecordedOutcome | null {
  const message = messageOf(artifact);
  if (message !== null) return { outcome: "produced", message };
  return artifact.result?.status === "failed" ? { outcome: "failed", failure: artifact.result.failure } : null;
}

function rowOf(
  { record, reasons, codeChanged }: Candidates,
  planned: PlannedArtifact,
  verdicts: Verdicts,
): VerifiedArtifact {
  const { id, method } = planned;
  const unverified = {
    status: "not-verifiable",
    actual: null,
    difference: null,
    reason: reasons.get(id) ?? null,
  } as const;
  const { status, actual, difference, reason } = verdicts.get(id) ?? unverified;
  const component = "component" in method ? method.component.type : null;
  const recorded = messageOf(artifactState(record.state, id))?.digest ?? null;
  return { id, component, status, recorded, actual, isCodeChanged: codeChanged.has(id), difference, reason };
}
