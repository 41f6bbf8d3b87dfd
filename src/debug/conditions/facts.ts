import { invariant } from "../../diagnostics/index.ts";
import type {
  ArtifactId,
  BreakpointSide,
  ExecutionPlan,
  JsonObject,
  JsonValue,
  MessageReader,
  MessageRef,
  PlannedArtifact,
} from "../../domain/index.ts";
import { type ArtifactState, artifactState, messageOf, type RunState, workedFor } from "../../run/index.ts";
import type { FieldUse } from "./field-use.ts";
import { type ConditionFacts, firstElements, type MessageFacts, wholeContentBytes } from "./variables.ts";

/** A stop before or after an artifact. */
export interface FactsPlace {
  readonly plan: ExecutionPlan;
  /** The state of the run at the stop. */
  readonly state: RunState;
  readonly artifact: ArtifactId;
  readonly side: Exclude<BreakpointSide, "both">;
  /** The configuration if the session changed it; otherwise the plan's. With placeholders, not values. */
  readonly config?: JsonObject | undefined;
}

/** Opens the content of a message, as an ArtifactStore does by its digest. */
export type OpenMessage = (message: MessageRef) => Promise<MessageReader>;

/**
 * Returns the values of the variables at a stop. Opens only content that the uses ask for: of a stream at most its
 * first 10 elements, and nothing for its size. Rejects as `open` does, for example with WCT_RUN_ARTIFACT_ABSENT.
 */
export async function factsAt(
  place: FactsPlace,
  uses: readonly FieldUse[],
  open: OpenMessage,
): Promise<ConditionFacts> {
  const planned = place.plan.artifacts.find(({ id }) => id === place.artifact);
  invariant(planned !== undefined, `the plan has no artifact "${place.artifact}"`);
  const state = artifactState(place.state, place.artifact);
  const output = outputOf(place, state);
  const ofOutput = uses.filter(({ variable }) => variable === "output");
  const outputFacts = output === null ? null : await messageFacts(output, ofOutput, open);
  const inputs: [ArtifactId, MessageFacts][] = [];
  for (const id of planned.inputs) {
    const message = messageOf(artifactState(place.state, id));
    const of = uses.filter(({ variable, input }) => variable === "inputs" && (input === null || input === id));
    if (message !== null) inputs.push([id, await messageFacts(message, of, open)]);
  }
  return {
    inputs: Object.fromEntries(inputs),
    output: outputFacts,
    config: place.config ?? planned.config,
    artifact: artifactFacts(planned, state, place.side),
    run: runFacts(place),
  };
}

/** At a stop after it, an artifact has a produced attempt and not yet a result. */
function outputOf({ side }: FactsPlace, state: ArtifactState): MessageRef | null {
  if (side === "before") return null;
  if (state.result !== null) return messageOf(state);
  const last = state.attempts.at(-1)?.result;
  return last?.outcome === "produced" ? last.message : null;
}

async function messageFacts(message: MessageRef, uses: readonly FieldUse[], open: OpenMessage): Promise<MessageFacts> {
  const { schema, bytes, summary, elements } = message;
  const asks = (name: string): boolean => uses.some(({ field }) => field === null || field === name);
  const known = { schema, bytes, summary, ...(elements === null ? {} : { size: elements }) };
  if (elements !== null) return asks("first") ? { ...known, first: await firstOf(message, open) } : known;
  const isSmall = bytes <= wholeContentBytes;
  if (!asks("size") && !(asks("first") && isSmall)) return { ...known, ...(asks("first") ? { first: [] } : {}) };
  const content = await (await open(message)).rest();
  return { ...known, size: Object.keys(content).length, first: isSmall ? [content] : [] };
}

async function firstOf(message: MessageRef, open: OpenMessage): Promise<readonly JsonValue[]> {
  const elements: JsonValue[] = [];
  const reader = await open(message);
  for await (const batch of reader.batches(0, Math.min(firstElements, reader.elements ?? 0))) elements.push(...batch);
  return elements.slice(0, firstElements);
}

function artifactFacts(planned: PlannedArtifact, state: ArtifactState, side: FactsPlace["side"]) {
  const { method } = planned;
  const last = state.attempts.at(-1)?.result;
  const failure = state.result?.status === "failed" ? state.result.failure : last?.outcome === "failed" && last.failure;
  return {
    id: planned.id,
    name: planned.name ?? "",
    component: method.kind === "source" || method.kind === "process" ? method.component.type : "",
    attempt: state.attempts.length + (side === "before" ? 1 : 0),
    side,
    status: statusOf(state),
    tags: planned.tags,
    optional: planned.optional,
    error: failure ? { code: failure.code, message: failure.message } : null,
    duration_ms: milliseconds(workedFor(state) ?? 0),
  };
}

function statusOf({ stage, status }: ArtifactState): string {
  if (stage === "produced") return "completed";
  return stage === "broken" ? "failed" : status;
}

function runFacts({ plan, state }: FactsPlace): ConditionFacts["run"] {
  const { completed, failed, skipped, reused } = state.counts;
  return {
    id: state.run ?? "",
    runbook: plan.runbook.name,
    event: state.seq,
    elapsed_ms: milliseconds(state.t),
    completed,
    failed,
    skipped,
    reused,
    total: plan.artifacts.length,
  };
}

const milliseconds = (nanoseconds: number): number => Math.trunc(nanoseconds / 1e6);
