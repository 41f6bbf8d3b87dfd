import type { ArtifactId, ExecutionPlan, RunEvent, RunId } from "../../domain/index.ts";
import { decodeEvents, foldEvents, type RunState } from "../../run/index.ts";
import { sampleMessage, samplePlan } from "../sample-plan.ts";

/** The events of one artifact in a made-up record. Times are in seconds. */
export interface MadeUp {
  readonly id: string;
  readonly name?: string;
  readonly inputs?: readonly string[];
  readonly group?: readonly string[];
  readonly tags?: readonly string[];
  /** Null: it never executed. */
  readonly start: number | null;
  readonly seconds?: number;
  readonly ends?: "completed" | "failed" | "skipped" | "reused" | "running" | "pending";
  readonly releasedBy?: { readonly kind: "input" | "slot" | "thread"; readonly artifact: string };
}

export interface MadeUpRun {
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  readonly events: readonly RunEvent[];
}

const run = "run_20251209_143022" as RunId;
const failure = { code: "WCT_PRODUCE_THREW", message: "it threw", hint: null, componentCode: null, exception: null };

/**
 * Makes a plan and the record of a run of it, with the given times. `total`: when it finished; null: it is still in
 * progress.
 */
export function madeUpRun(artifacts: readonly MadeUp[], total: number | null, title = "Sample"): MadeUpRun {
  const ends = new Map(artifacts.map(({ id, start, seconds = 0 }) => [id, (start ?? 0) + seconds]));
  const facts = artifacts.flatMap((one) => lifeOf(one, (id) => ends.get(id) ?? 0));
  facts.sort((a, b) => a.t - b.t || a.rank - b.rank);
  const bodies: readonly Pick<Fact, "t" | "body">[] = [
    { t: 0, body: startBody(artifacts.length) },
    ...facts,
    ...(total === null ? [] : [{ t: total, body: lastEvent(facts) }]),
  ];
  const events = decodedEvents(bodies);
  return { plan: planOf(artifacts, title), events, state: foldEvents(events) };
}

function planOf(artifacts: readonly MadeUp[], title: string): ExecutionPlan {
  const places = new Map(artifacts.map(({ id }, place) => [id, place]));
  const base = samplePlan(artifacts.map(({ inputs = [] }) => inputs.map((id) => places.get(id) ?? 0)));
  return {
    ...base,
    runbook: { ...base.runbook, name: title },
    artifacts: base.artifacts.map((planned, place) => ({
      ...planned,
      id: artifacts[place]!.id as ArtifactId,
      name: artifacts[place]!.name ?? null,
      group: artifacts[place]!.group ?? [],
      tags: artifacts[place]!.tags ?? [],
      inputs: (artifacts[place]!.inputs ?? []) as readonly ArtifactId[],
    })),
  };
}

/** Makes events from bodies, with `t` in seconds. Uses the real decoder, so that every event is valid in a record. */
export function decodedEvents(bodies: readonly Pick<Fact, "t" | "body">[]): readonly RunEvent[] {
  const lines = bodies.map(({ t, body }, index) => ({
    v: 1,
    seq: index + 1,
    run,
    at: new Date(Date.parse("2025-12-09T14:30:22Z") + t * 1000).toISOString(),
    t: Math.round(t * 1e9),
    ...body,
  }));
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return decodeEvents(new TextEncoder().encode(text), run);
}

interface Fact {
  readonly t: number;
  /** Orders ends before starts at the same time. */
  readonly rank: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function lifeOf(one: MadeUp, endOf: (id: string) => number): Fact[] {
  const { id: artifact, start, seconds = 0, ends = start === null ? "pending" : "completed", inputs = [] } = one;
  const ready = Math.max(0, ...inputs.map(endOf));
  if (ends === "skipped") {
    const body = { type: "artifact.skipped", artifact, reason: "input-failed", because: inputs };
    return [{ t: ready, rank: 1, body }];
  }
  if (ends === "reused") return [{ t: ready, rank: 1, body: reused(artifact) }];
  if (start === null) return [];
  const last = inputs.toSorted((a, b) => endOf(b) - endOf(a))[0];
  const releasedBy = one.releasedBy ?? (last === undefined ? { kind: "start" } : { kind: "input", artifact: last });
  return [
    { t: Math.min(ready, start), rank: 2, body: { type: "artifact.ready", artifact } },
    { t: start, rank: 3, body: { ...began, artifact, releasedBy } },
    ...(ends === "running" ? [] : endFacts(artifact, start + seconds, ends === "failed")),
  ];
}

const began = {
  type: "artifact.started",
  component: "sample",
  version: "1.0.0",
  attempt: 1,
  worker: 0,
  inputs: [],
} as const;

const reused = (artifact: string) => ({
  type: "artifact.reused",
  artifact,
  from: "run_20251208_143022",
  fromArtifact: artifact,
  reason: "resume",
  message: sampleMessage(1),
});

function endFacts(artifact: string, end: number, isFailed: boolean): Fact[] {
  const attempted = { type: "artifact.attempted", artifact, attempt: 1, ended: Math.round(end * 1e9), cost: [] };
  if (isFailed) {
    return [
      { t: end, rank: 0, body: { ...attempted, outcome: "failed", failure } },
      { t: end, rank: 0.5, body: { type: "artifact.failed", artifact, failure, optional: false } },
    ];
  }
  return [
    { t: end, rank: 0, body: { ...attempted, outcome: "produced", message: sampleMessage(1) } },
    { t: end, rank: 0.5, body: { type: "artifact.completed", artifact } },
  ];
}

function lastEvent(facts: readonly Fact[]) {
  const count = (type: string): number => facts.filter(({ body }) => body["type"] === type).length;
  const counts = {
    completed: count("artifact.completed"),
    reused: count("artifact.reused"),
    failed: count("artifact.failed"),
    skipped: count("artifact.skipped"),
    optionalFailed: 0,
  };
  const outcome = counts.failed > 0 ? "failed" : "completed";
  return { type: "run.finished", outcome, cause: null, counts, cost: [] };
}

/** Returns the body of `run.started` for a run with this number of artifacts. */
export const startBody = (artifacts: number) => ({
  type: "run.started",
  uuid: "01940000-0000-7000-8000-000000000000",
  mode: "run",
  runbook: { name: "Sample", path: "sample.yaml", digest: "0".repeat(64) },
  plan: "0".repeat(64),
  maxConcurrency: 10,
  workers: 2,
  weights: null,
  wct: "0.1.0",
  components: [],
  artifacts,
  resumedFrom: null,
  forkedFrom: null,
});

/** Makes the example of the original timeline: 12.3, 8.1, 10.2 and 19.4 s in 45.2 s, two slots. */
export function exampleRun(): MadeUpRun {
  return madeUpRun(
    [
      { id: "db_schema", start: 0, seconds: 12.3 },
      { id: "personal_data", inputs: ["db_schema"], start: 12.3, seconds: 8.1 },
      { id: "processing_purposes", inputs: ["db_schema"], start: 12.3, seconds: 10.2 },
      { id: "gdpr_article30", inputs: ["personal_data", "processing_purposes"], start: 22.5, seconds: 19.4 },
    ],
    45.2,
  );
}
