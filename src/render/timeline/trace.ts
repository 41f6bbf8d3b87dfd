import type { Stretch, Timeline, TimelineArtifact } from "../../run/index.ts";
import { assignLanes } from "./lanes.ts";

/*
 * The Trace Event Format (JSON object form): https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 * Times are microseconds.
 */
export interface TraceEvent {
  readonly name: string;
  readonly ph: "M" | "X" | "s" | "f" | "i";
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly cat?: string;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: "e";
  readonly s?: "t";
  readonly cname?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const pid = 1;
const criticalTrack = 0;
const micro = (ms: number): number => Math.round(ms * 1000);

/** Returns a Chrome trace: a track per slot, one for the critical path, arrows along the inputs. */
export function timelineTrace(view: Timeline) {
  const work = view.artifacts.flatMap((artifact) => artifact.attempts.map((stretch) => ({ artifact, stretch })));
  const lanes = assignLanes(work.map(({ stretch }) => stretch));
  const pieces = work.map(({ artifact, stretch }, place) => ({ artifact, stretch, tid: lanes[place]! + 1 }));
  const count = Math.max(0, ...lanes.map((lane) => lane + 1));
  return {
    traceEvents: [
      ...tracks(view, count),
      ...pieces.map(({ artifact, stretch, tid }) => piece(artifact, stretch, tid)),
      ...critical(view),
      ...instants(view),
      ...arrows(view, pieces),
    ],
    displayTimeUnit: "ms",
    otherData: { run: view.run, totalMs: view.totalMs, criticalPathMs: view.criticalPath.durationMs },
  } as const;
}

interface TracePiece {
  readonly artifact: TimelineArtifact;
  readonly stretch: Stretch;
  readonly tid: number;
}

function tracks(view: Timeline, count: number): readonly TraceEvent[] {
  const meta = (name: string, tid: number, args: Readonly<Record<string, unknown>>): TraceEvent => ({
    name,
    ph: "M",
    pid,
    tid,
    ts: 0,
    args,
  });
  const named = Array.from({ length: count + 1 }, (_, tid) => [
    meta("thread_name", tid, { name: tid === criticalTrack ? "critical path" : `slot ${tid}` }),
    meta("thread_sort_index", tid, { sort_index: tid }),
  ]);
  return [meta("process_name", criticalTrack, { name: view.run ?? "wct" }), ...named.flat()];
}

const colors: Partial<Readonly<Record<TimelineArtifact["status"], string>>> = { completed: "good", failed: "terrible" };

function piece(artifact: TimelineArtifact, { startMs, endMs, worker }: Stretch, tid: number): TraceEvent {
  const cname = colors[artifact.status];
  return {
    name: artifact.id,
    cat: "artifact",
    ph: "X",
    pid,
    tid,
    ts: micro(startMs),
    dur: micro(endMs) - micro(startMs),
    ...(cname === undefined ? {} : { cname }),
    args: {
      status: artifact.status,
      worker,
      waitMs: artifact.waitMs,
      slackMs: artifact.slackMs,
      critical: artifact.isCritical,
      releasedBy: artifact.releasedBy,
    },
  };
}

function critical(view: Timeline): readonly TraceEvent[] {
  return view.artifacts
    .filter(({ isCritical }) => isCritical)
    .flatMap(({ id, attempts }) =>
      attempts.map(({ startMs, endMs }) => ({
        name: id,
        cat: "critical-path",
        ph: "X" as const,
        pid,
        tid: criticalTrack,
        ts: micro(startMs),
        dur: micro(endMs) - micro(startMs),
        args: {},
      })),
    );
}

function instants(view: Timeline): readonly TraceEvent[] {
  return view.artifacts
    .filter(({ status, endMs }) => status === "reused" && endMs !== null)
    .map(({ id, endMs }) => ({
      name: `${id} reused`,
      cat: "artifact",
      ph: "i",
      pid,
      tid: criticalTrack,
      ts: micro(endMs ?? 0),
      s: "t",
      args: {},
    }));
}

/** Returns arrows from the end of an input's last attempt to the start of the dependent's first. */
function arrows(view: Timeline, pieces: readonly TracePiece[]): readonly TraceEvent[] {
  const first = new Map<string, TracePiece>();
  const last = new Map<string, TracePiece>();
  for (const one of pieces) {
    if (!first.has(one.artifact.id)) first.set(one.artifact.id, one);
    last.set(one.artifact.id, one);
  }
  const edges = view.artifacts.flatMap(({ id, inputs }) =>
    inputs.map((from) => ({ from: last.get(from), to: first.get(id) })),
  );
  let id = 0;
  return edges.flatMap(({ from, to }): readonly TraceEvent[] => {
    if (from === undefined || to === undefined) return [];
    id += 1;
    const common = { name: "input", cat: "input", pid, id } as const;
    // An arrow must begin inside its slice: at the very end it would bind to the next one.
    const leaves = Math.max(micro(from.stretch.startMs), micro(from.stretch.endMs) - 1);
    return [
      { ...common, ph: "s", tid: from.tid, ts: leaves },
      { ...common, ph: "f", bp: "e", tid: to.tid, ts: Math.max(leaves, micro(to.stretch.startMs)) },
    ];
  });
}
