import {
  type ArtifactId,
  type Cost,
  type EventOf,
  type Nanoseconds,
  type RunEvent,
  type RunId,
  type RunStatus,
  sumOfCosts,
} from "../domain/index.ts";
import { corrupt } from "./corrupt.ts";
import { applyTo, type Draft, draftOf, newDraft } from "./draft.ts";
import { type ArtifactState, emptyState, type RunState } from "./state.ts";
import {
  type ArtifactEvent,
  artifactStageAfter,
  artifactStep,
  contradiction,
  countsAfter,
  endedCount,
  isArtifactEvent,
  type RunLevelEvent,
  runStageAfter,
  runStep,
  sameCounts,
} from "./step.ts";
import { type ArtifactStage, type RunStage, statusAt } from "./transitions.ts";

/** Folds events one by one. The cost of each is independent of the length of the log. */
export interface Fold {
  /** Applies the next event. Throws WCT_RUN_RECORD_CORRUPT, and changes nothing, if the event is not allowed. */
  readonly push: (event: RunEvent) => void;
  /** Returns the current state. Later events do not change it. */
  readonly state: () => RunState;
}

/** Returns the state after the events. Throws WCT_RUN_RECORD_CORRUPT, with the first event that is not allowed. */
export function foldEvents(events: Iterable<RunEvent>): RunState {
  const fold = createFold();
  for (const event of events) fold.push(event);
  return fold.state();
}

/**
 * Returns the state after one more event. Throws WCT_RUN_RECORD_CORRUPT if the event is not allowed. For many events,
 * see createFold.
 */
export function applyEvent(state: RunState, event: RunEvent): RunState {
  const fold = createFold(state);
  fold.push(event);
  return fold.state();
}

type Header = { -readonly [K in Exclude<keyof RunState, "artifacts">]: RunState[K] };

/** Starts from a state; by default, from the state before the first event. */
export function createFold(from: RunState = emptyState): Fold {
  return new DraftingFold(from);
}

/** An artifact becomes a draft when an event changes it. Drafts are finalised when the state is requested. */
class DraftingFold implements Fold {
  readonly #header: Header;
  readonly #settled: Map<ArtifactId, ArtifactState>;
  readonly #drafts = new Map<ArtifactId, Draft>();

  constructor({ artifacts, ...header }: RunState) {
    this.#header = header;
    this.#settled = new Map(artifacts);
  }

  push(event: RunEvent): void {
    const header = this.#header;
    const stage = checkEnvelope(header, event);
    if (isArtifactEvent(event)) this.#pushArtifact(event);
    else applyToRun(header, event);
    header.run = event.run;
    header.stage = stage;
    header.seq = event.seq;
    header.t = event.t;
  }

  state(): RunState {
    for (const [id, open] of this.#drafts) this.#settled.set(id, open);
    this.#drafts.clear();
    return { ...this.#header, artifacts: new Map(this.#settled) };
  }

  #pushArtifact(event: ArtifactEvent): void {
    const header = this.#header;
    const open = this.#drafts.get(event.artifact);
    const draft = open ?? this.#draftOf(event.artifact);
    const next = checkArtifact(header, draft, event);
    if (open === undefined) this.#open(draft, event);
    applyTo(draft, event, next);
    header.counts = countsAfter(header.counts, event);
    if (event.type === "artifact.attempted" && event.cost.length > 0) header.cost = addCosts(header.cost, event.cost);
  }

  #draftOf(id: ArtifactId): Draft {
    const known = this.#settled.get(id);
    return known === undefined ? newDraft(id) : draftOf(known);
  }

  #open(draft: Draft, { artifact, run, seq }: ArtifactEvent): void {
    if (!this.#settled.has(artifact)) {
      if (this.#settled.size >= (this.#header.started?.artifacts ?? 0)) {
        throw corrupt(run, seq, `"${artifact}" is one artifact more than the run has`);
      }
      // The map entry is added immediately, so that the map is ordered by first events.
      this.#settled.set(artifact, draft);
    }
    this.#drafts.set(artifact, draft);
  }
}

function checkEnvelope(header: Header, event: RunEvent): RunStage {
  const { run, seq } = event;
  if (header.run !== null && run !== header.run) throw corrupt(header.run, seq, `it belongs to "${run}"`);
  if (seq !== header.seq + 1) throw corrupt(run, seq, `event ${header.seq + 1} comes next`);
  if (event.t < header.t) throw corrupt(run, seq, "it is earlier than the event before it");
  const next = runStageAfter(header.stage, runStep(event));
  if (next !== undefined) return next;
  throw corrupt(run, seq, `"${event.type}" cannot follow while the run is ${runWords[header.stage]}`);
}

const runWords: Readonly<Record<RunStage, string>> = {
  unstarted: "not started",
  going: "running",
  paused: "paused",
  finished: "finished",
};

function checkArtifact(header: Header, artifact: ArtifactState, event: ArtifactEvent): ArtifactStage {
  const next = artifactStageAfter(artifact.stage, artifactStep(event));
  if (next === undefined) {
    const where = `while "${artifact.id}" is ${artifact.stage} (${statusAt[artifact.stage]})`;
    throw corrupt(header.run, event.seq, `"${event.type}" cannot follow ${where}`);
  }
  const wrong = contradiction(artifact, event);
  if (wrong !== null) throw corrupt(header.run, event.seq, `of "${artifact.id}" ${wrong}`);
  return next;
}

function applyToRun(header: Header, event: RunLevelEvent): void {
  switch (event.type) {
    case "run.started":
      header.started = event;
      return;
    case "run.paused":
      header.stops = event.stops;
      if (!isPausing(header)) header.pauses = [...header.pauses, { from: event.t, to: null }];
      return;
    case "run.continued":
      header.stops = [];
      header.pauses = endedPauses(header.pauses, event.t);
      return;
    case "run.finished":
      checkFinish(header, event);
      header.stops = [];
      header.pauses = endedPauses(header.pauses, event.t);
      header.finished = event;
      header.status = event.outcome satisfies RunStatus;
      return;
  }
}

const isPausing = ({ pauses }: Header): boolean => pauses.at(-1)?.to === null;

function endedPauses(pauses: RunState["pauses"], to: Nanoseconds): RunState["pauses"] {
  return pauses.at(-1)?.to === null ? pauses.with(-1, { from: pauses.at(-1)!.from, to }) : pauses;
}

function checkFinish(header: Header, event: EventOf<"run.finished">): void {
  const open = (header.started?.artifacts ?? 0) - endedCount(header.counts);
  if (open !== 0) throw corrupt(event.run, event.seq, `the run finishes and ${open} of its artifacts did not end`);
  if (!sameCounts(header.counts, event.counts)) {
    throw corrupt(event.run, event.seq, "its counts are not those of the events before it");
  }
}

/** Adds costs per unit, in the order in which units first appear. */
export function addCosts(before: readonly Cost[], more: readonly Cost[]): readonly Cost[] {
  const sums = new Map(before.map(({ unit, amount }) => [unit, amount]));
  for (const { unit, amount } of more) sums.set(unit, sumOfCosts(sums.get(unit) ?? 0, amount));
  return [...sums].map(([unit, amount]) => ({ amount, unit }));
}

/** A state that has its first event. */
export type StartedRunState = RunState & { readonly run: RunId; readonly started: EventOf<"run.started"> };

export function isStarted(state: RunState): state is StartedRunState {
  return state.run !== null && state.started !== null;
}
