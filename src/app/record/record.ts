import { catalogue, listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type {
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  RecordStore,
  RunEvent,
  RunRetention,
  RunSummary,
} from "../../domain/index.ts";
import { requireRecordOf } from "../../planner/index.ts";
import type { ArtifactRow, RunView, SkipGroup } from "../../render/index.ts";
import {
  type ArtifactState,
  artifactState,
  createFold,
  type InspectionRow,
  inspection,
  inspectionOf,
  interruptedState,
  messageOf,
  type RunState,
} from "../../run/index.ts";
import { rawArtifacts } from "./raw-content.ts";
import { readPlan } from "./read-plan.ts";

/** A recorded run: its plan, and the state after all its events. */
export interface RecordedRun {
  readonly run: RunSummary;
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  readonly retention: RunRetention;
}

/**
 * Reads a run's events and plan; passes every event to `each`. Throws WCT_RUN_RECORD_CORRUPT and the errors of the
 * store.
 */
export async function readRecord(
  store: RecordStore,
  run: RunSummary,
  each: (event: RunEvent) => void = () => undefined,
): Promise<RecordedRun> {
  const fold = createFold();
  await store.executions.eachEvent(run.id, (event) => {
    fold.push(event);
    each(event);
  });
  const folded = fold.state();
  return await withPlan(store, run, run.status === "interrupted" ? interruptedState(folded) : folded);
}

/**
 * Reads a run as it was after the event with the sequence number `until`; by default, after all its events. Throws as
 * {@link readRecord} does.
 */
export async function readRecordUntil(
  store: RecordStore,
  run: RunSummary,
  until: number | undefined,
): Promise<RecordedRun> {
  if (until === undefined) return await readRecord(store, run);
  const fold = createFold();
  await store.executions.eachEvent(run.id, (event) => {
    if (event.seq <= until) fold.push(event);
  });
  return await withPlan(store, run, fold.state());
}

async function withPlan(store: RecordStore, run: RunSummary, state: RunState): Promise<RecordedRun> {
  const planDigest = state.started?.plan;
  if (planDigest === undefined) {
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `run "${run.id}" has no first event`,
      hint: "see `wct verify`",
    });
  }
  const retention = await store.executions.retention(run.id);
  const gone = goneText(retention, planDigest);
  if (gone !== null) {
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `the plan of run "${run.id}" is missing: ${gone}`,
      hint: "`wct runs show` lists what is left of it",
    });
  }
  const plan = await readPlan(store, planDigest);
  requireRecordOf(plan, state);
  return { run, plan, state, retention };
}

/** Returns why content is gone, as the end of a sentence; null if no reason is known. */
function goneText({ gone }: RunRetention, digest: Digest): string | null {
  const found = gone.find((one) => one.digest === digest);
  if (found === undefined) return null;
  switch (found.reason) {
    case "erased":
      return `content was erased on ${found.at?.slice(0, 10)}`;
    case "pruned":
      return `content was not kept: it was pruned on ${found.at?.slice(0, 10)}`;
    case "left-out":
      return "content was not kept: the bundle was written without raw content";
  }
}

/** Returns the view of a run that `inspect RUN` and the end of `run` show. */
export function viewOf({ run, plan, state }: Pick<RecordedRun, "run" | "plan" | "state">): RunView {
  const rows = inspection(plan, state);
  const outputs = plan.artifacts.flatMap(({ id }) =>
    artifactState(state, id).outputs.map(({ format, path }) => ({ artifact: id, format, path })),
  );
  return {
    run,
    resumedFrom: state.started?.resumedFrom ?? null,
    selection: state.started?.selection ?? null,
    artifacts: rows.map(artifactRow),
    outputs,
    warnings: plan.artifacts.flatMap(({ id }) => warningsOf(artifactState(state, id))),
    skips: skipGroups(rows),
    cause: causeOf(state),
  };
}

/** Returns warnings of completed artifacts only: a failed artifact refers to its own log. */
function warningsOf({ id, result, notes }: ArtifactState): RunView["warnings"] {
  if (result?.status !== "completed") return [];
  const texts = notes.filter(({ level }) => level === "warn" || level === "error").map(({ text }) => text);
  return [...new Set(texts)].map((text) => ({ artifact: id, text }));
}

function skipGroups(rows: readonly InspectionRow[]): readonly SkipGroup[] {
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  const groups = new Map<string, SkipGroup & { readonly artifacts: string[] }>();
  for (const { id, skipped } of rows) {
    if (skipped === null) continue;
    const first = skipped.chain[0] ?? id;
    const because = first === id ? null : first;
    // Artifacts that were skipped for one cause are grouped, whether directly or indirectly.
    const isByInput = skipped.reason === "input-failed" || skipped.reason === "input-skipped";
    const key = isByInput && because !== null ? because : skipped.reason;
    const group = groups.get(key);
    const began = isByInput && because !== null ? { artifact: because, status: statuses.get(because) ?? null } : null;
    if (group === undefined) groups.set(key, { reason: skipped.reason, began, artifacts: [id] });
    else group.artifacts.push(id);
  }
  return [...groups.values()];
}

/** Returns the cause of a run's failure; null if an artifact failed, because the artifact shows its own failure. */
function causeOf({ finished }: RunState): RunView["cause"] {
  const code = finished?.cause?.["code"];
  if (typeof code !== "string" || finished?.cause?.["artifact"] !== undefined) return null;
  const known = Object.entries(catalogue).find(([one]) => one === code);
  return { code, title: known?.[1].title ?? "" };
}

/** Counts the artifacts whose content may identify people and is kept after the run. */
export async function keptRawContent(store: RecordStore, { plan, state }: RecordedRun): Promise<number> {
  const raw = await rawArtifacts(store, plan);
  return plan.artifacts.filter(({ id }) => {
    const artifact = artifactState(state, id);
    const { result } = artifact;
    if (result?.status === "failed") return (result.failure.exception?.message ?? null) !== null;
    return raw.has(id) && messageOf(artifact)?.kept === true;
  }).length;
}

function artifactRow(row: InspectionRow): ArtifactRow {
  const { id, status, schema, durationMs, elements, bytes, digest, error, skipped, reused } = row;
  return {
    id,
    status,
    schema,
    durationMs: durationMs === null ? null : Math.round(durationMs * 100) / 100,
    elements,
    bytes,
    digest,
    error: error === null ? null : { code: error.code, message: error.message, hint: error.hint },
    skipped: skipped === null ? null : skipText(skipped.reason, skipped.because),
    reused,
  };
}

const skipText = (reason: string, because: readonly string[]): string =>
  because.length === 0 ? reason : `${reason} (${listNames(because)})`;

function absentHint(id: string, ids: readonly string[]): string {
  const inside = ids.filter((one) => one.startsWith(`${id}/`));
  if (inside.length > 0)
    return `"${id}" is a child runbook with several outputs; name an artifact inside: ${listNames(inside)}`;
  const near = nearest(id, ids);
  return near ? `did you mean "${near}"?` : `it has ${listNames(ids)}`;
}

/** Returns the plan's entry of an artifact. Throws WCT_RUN_ARTIFACT_ABSENT with the nearest id. */
export function plannedArtifact({ plan, run }: RecordedRun, id: string): PlannedArtifact {
  const found = plan.artifacts.find((artifact) => artifact.id === id);
  if (found !== undefined) return found;
  const ids = plan.artifacts.map((artifact) => artifact.id);
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `run "${run.id}" has no artifact "${id}"`,
    hint: absentHint(id, ids),
  });
}

/**
 * Returns the message of an artifact that has content. Throws WCT_RUN_ARTIFACT_ABSENT, which explains why there is
 * none.
 */
export function contentOf(record: RecordedRun, id: string) {
  const planned = plannedArtifact(record, id);
  const artifact = artifactState(record.state, planned.id);
  const message = messageOf(artifact);
  if (message?.kept) return message;
  const { result } = artifact;
  const absent = (why: string, hint: string) =>
    wctError("WCT_RUN_ARTIFACT_ABSENT", { message: `artifact "${id}" ${why}`, hint });
  if (message !== null) {
    const why = goneText(record.retention, message.digest) ?? "content was not kept";
    throw absent(`has no content: ${why}`, "see its counts and digest with --meta");
  }
  if (result?.status === "failed")
    throw absent(`failed: ${result.failure.code}, ${result.failure.message}`, "see --log and --meta");
  const { skipped } = inspectionOf(record.plan, record.state, planned.id);
  if (skipped !== null) {
    const [first] = skipped.chain;
    const isAlone = first === planned.id;
    if (skipped.reason === "not-selected")
      throw absent(
        "was not selected in this run",
        `\`wct run RUNBOOK --resume ${record.run.id}\` makes what is missing`,
      );
    const began = skipped.chain.length < 3 ? "" : `; it began with ${skipped.chain.join(" → ")}`;
    throw absent(
      `was skipped: ${skipText(skipped.reason, skipped.because)}${began}`,
      isAlone ? "see --meta" : `see why with \`wct inspect ${record.run.id} ${first}\``,
    );
  }
  if (record.run.status === "running") {
    throw absent(`is not complete yet: it is ${artifact.status}`, "`wct inspect` of the run shows its progress");
  }
  throw absent(
    `was not made: the run is ${record.run.status}`,
    `\`wct run RUNBOOK --resume ${record.run.id}\` makes what is missing`,
  );
}
