import type { Timeline, TimelineArtifact } from "../../run/index.ts";
import { criticalTrack, ownProcess, type TraceLayout, type TracePiece, traceLayout } from "./trace-tracks.ts";

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

const micro = (ms: number): number => Math.round(ms * 1000);

/** Returns a Chrome trace: a track per slot, and per thread of a worker; one for the critical path; arrows along the inputs. */
export function timelineTrace(view: Timeline) {
  const layout = traceLayout(view);
  return {
    traceEvents: [
      ...tracks(view, layout),
      ...layout.pieces.map(piece),
      ...critical(view),
      ...instants(view),
      ...arrows(view, layout.pieces),
    ],
    displayTimeUnit: "ms",
    otherData: { run: view.run, totalMs: view.totalMs, criticalPathMs: view.criticalPath.durationMs },
  } as const;
}

function tracks(view: Timeline, layout: TraceLayout): readonly TraceEvent[] {
  const meta = (
    name: string,
    at: Pick<TracePiece, "pid" | "tid">,
    args: NonNullable<TraceEvent["args"]>,
  ): TraceEvent => ({
    ...{ name, ph: "M", pid: at.pid, tid: at.tid, ts: 0, args },
  });
  const own = { pid: ownProcess, tid: criticalTrack };
  return [
    meta("process_name", own, { name: view.run ?? "wct" }),
    ...[{ ...own, name: "critical path" }, ...layout.tracks].flatMap((track) => [
      ...layout.processes
        .filter(({ pid }) => pid === track.pid && track.tid === 1)
        .map(({ name }) => meta("process_name", track, { name })),
      meta("thread_name", track, { name: track.name }),
      meta("thread_sort_index", track, { sort_index: track.tid }),
    ]),
  ];
}

const colors: Partial<Readonly<Record<TimelineArtifact["status"], string>>> = { completed: "good", failed: "terrible" };

function piece({ artifact, stretch, pid, tid }: TracePiece): TraceEvent {
  const { startMs, endMs, worker, remote, isLost } = stretch;
  const cname = isLost ? "terrible" : colors[artifact.status];
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
      ...(remote === null ? {} : { remote, lost: isLost }),
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
      attempts
        .filter(({ isLost }) => !isLost)
        .map(({ startMs, endMs }) => ({
          name: id,
          cat: "critical-path",
          ph: "X" as const,
          pid: ownProcess,
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
      pid: ownProcess,
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
    const common = { name: "input", cat: "input", id } as const;
    // An arrow must begin inside its slice: at the very end it would bind to the next one.
    const leaves = Math.max(micro(from.stretch.startMs), micro(from.stretch.endMs) - 1);
    return [
      { ...common, ph: "s", pid: from.pid, tid: from.tid, ts: leaves },
      { ...common, ph: "f", bp: "e", pid: to.pid, tid: to.tid, ts: Math.max(leaves, micro(to.stretch.startMs)) },
    ];
  });
}
