import type { ArtifactId, Counts, EventOf, ExecutionPlan, Nanoseconds, RunEvent, RunId } from "../../domain/index.ts";
import { countsAfter, noCounts } from "../../run/index.ts";
import { createThroughput, type Throughput } from "./pace.ts";
import { createRemaining, type Remaining, type Standing, weightOf } from "./remaining.ts";

/** A running artifact as the display shows it. Texts are unescaped, as the component wrote them. */
export interface LiveRow {
  readonly id: string;
  /** Null for a pass-through. */
  readonly component: string | null;
  readonly attempt: number;
  /** Host of the worker that makes it; null: the run's own process. */
  readonly host: string | null;
  readonly elapsedMs: number;
  /** Duration in an earlier run; null if unknown. */
  readonly expectedMs: number | null;
  readonly done: number | null;
  readonly total: number | null;
  /** Elements per second over the last seconds. */
  readonly perSecond: number | null;
  /** Its last log line. */
  readonly said: string | null;
}

/** A run in progress. */
export interface LiveView {
  readonly run: RunId | null;
  readonly artifacts: number;
  readonly counts: Counts;
  /** Number of artifacts with all inputs that wait for a slot or a thread. */
  readonly ready: number;
  /** Number of artifacts that wait for inputs. */
  readonly waiting: number;
  /** Longest running first; artifacts that began together are in the order of their events. */
  readonly running: readonly LiveRow[];
  readonly written: number;
  readonly elapsedMs: number;
  /** Expected time until the end; null if no earlier run is known. */
  readonly leftMs: number | null;
}

export interface LiveModel {
  readonly push: (event: RunEvent) => void;
  /** Returns the view at a time in nanoseconds since the start of the run. */
  readonly view: (t: Nanoseconds) => LiveView;
}

interface Running {
  readonly component: string | null;
  readonly attempt: number;
  host: string | null;
  started: Nanoseconds;
  pace: Throughput;
  done: number | null;
  total: number | null;
  said: string | null;
}

/**
 * Creates a model that folds the events of a run into its display. The cost per event is constant. Accepts events in
 * any order: a display is not the place to report a wrong order.
 */
export function createLiveModel(plan: ExecutionPlan): LiveModel {
  return new FoldingModel(plan);
}

class FoldingModel implements LiveModel {
  readonly #plan: ExecutionPlan;
  readonly #running = new Map<ArtifactId, Running>();
  readonly #ready = new Set<ArtifactId>();
  readonly #ended = new Set<ArtifactId>();
  #started: EventOf<"run.started"> | null = null;
  #remaining: Remaining | null = null;
  #counts: Counts = noCounts;
  #written = 0;

  constructor(plan: ExecutionPlan) {
    this.#plan = plan;
  }

  push(event: RunEvent): void {
    switch (event.type) {
      case "run.started":
        this.#started = event;
        this.#remaining = createRemaining(this.#plan, event.weights, event);
        return;
      case "artifact.ready":
        this.#ready.add(event.artifact);
        return;
      case "artifact.started":
        this.#ready.delete(event.artifact);
        this.#running.set(event.artifact, startedWork(event));
        return;
      case "artifact.progress":
      case "artifact.noted":
        applyUpdate(this.#running.get(event.artifact), event);
        return;
      case "artifact.completed":
      case "artifact.reused":
      case "artifact.skipped":
      case "artifact.failed":
        this.#end(event);
        return;
      case "output.written":
        this.#written += 1;
        return;
      case "artifact.attempted":
      case "artifact.altered":
      case "run.paused":
      case "run.continued":
      case "run.finished":
        return;
    }
  }

  view(t: Nanoseconds): LiveView {
    const [started, running, ready] = [this.#started, this.#running, this.#ready.size];
    const artifacts = started?.artifacts ?? this.#plan.artifacts.length;
    return {
      run: started?.run ?? null,
      artifacts,
      counts: this.#counts,
      ready,
      waiting: Math.max(0, artifacts - this.#ended.size - running.size - ready),
      running: [...running].map(([id, work]) => rowOf(id, work, { t, weights: started?.weights ?? null })),
      written: this.#written,
      elapsedMs: since(0, t),
      leftMs: this.#remaining?.((id) => this.#standing(id, t)) ?? null,
    };
  }

  #end(event: EventOf<EndType>): void {
    const { artifact } = event;
    this.#running.delete(artifact);
    this.#ready.delete(artifact);
    this.#ended.add(artifact);
    this.#counts = countsAfter(this.#counts, event);
  }

  #standing(id: ArtifactId, t: Nanoseconds): Standing {
    if (this.#ended.has(id)) return { kind: "ended" };
    const work = this.#running.get(id);
    return work === undefined ? { kind: "open" } : { kind: "running", forMs: since(work.started, t) };
  }
}

type EndType = "artifact.completed" | "artifact.reused" | "artifact.skipped" | "artifact.failed";

const since = (start: Nanoseconds, t: Nanoseconds): number => Math.max(0, t - start) / 1e6;

function startedWork({ component, attempt, remote, t: recorded }: EventOf<"artifact.started">): Running {
  const [host, t] = [remote?.host ?? null, remote?.began ?? recorded];
  return { component, attempt, host, started: t, pace: createThroughput(t), done: null, total: null, said: null };
}

function applyUpdate(work: Running | undefined, event: EventOf<"artifact.progress"> | EventOf<"artifact.noted">): void {
  if (work === undefined) return;
  if (event.type === "artifact.noted") {
    if (event.level !== "debug") work.said = event.text;
    if (event.remote !== undefined) beginAgain(work, event.remote);
    return;
  }
  work.done = event.done;
  work.total = event.total;
  work.pace.push(event.t, event.done);
}

/** The worker that had it is gone, with what it had done. */
function beginAgain(work: Running, { host, began }: NonNullable<EventOf<"artifact.noted">["remote"]>): void {
  Object.assign(work, { host, started: began, pace: createThroughput(began), done: null, total: null });
}

interface Moment {
  readonly t: Nanoseconds;
  readonly weights: Readonly<Record<string, number>> | null;
}

function rowOf(id: ArtifactId, running: Running, at: Moment): LiveRow {
  const { component, attempt, host, started, pace, done, total, said } = running;
  return {
    id,
    component,
    attempt,
    host,
    elapsedMs: since(started, at.t),
    expectedMs: weightOf(at.weights, id),
    done,
    total,
    perSecond: done === null ? null : pace.perSecond(at.t),
    said,
  };
}
