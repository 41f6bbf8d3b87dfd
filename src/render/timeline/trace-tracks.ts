import type { Stretch, Timeline, TimelineArtifact } from "../../run/index.ts";
import { safeText } from "../text/index.ts";
import { assignLanes } from "./lanes.ts";

/** Work of an artifact, and the track that it is drawn on. */
export interface TracePiece {
  readonly artifact: TimelineArtifact;
  readonly stretch: Stretch;
  readonly pid: number;
  readonly tid: number;
}

interface TraceTrack {
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
}

export interface TraceLayout {
  readonly pieces: readonly TracePiece[];
  /** Workers of other processes. */
  readonly processes: readonly { readonly pid: number; readonly name: string }[];
  readonly tracks: readonly TraceTrack[];
}

export const ownProcess = 1;
export const criticalTrack = 0;

type Work = Pick<TracePiece, "artifact" | "stretch">;

/**
 * Lays work out on tracks, so that no two pieces of a track overlap: the run's own process has one for each slot, each
 * worker one for each of its threads.
 */
export function traceLayout(view: Timeline): TraceLayout {
  const work = view.artifacts.flatMap((artifact) => artifact.attempts.map((stretch) => ({ artifact, stretch })));
  const own = work.filter(({ stretch }) => stretch.remote === null);
  const processes = processesOf(view);
  const layouts = [
    onLanes(own, { pid: ownProcess, firstTid: 1, nameOf: (lane) => `slot ${lane + 1}` }),
    ...processes.flatMap(({ pid, id }) =>
      threadsOf(
        work.filter(({ stretch }) => stretch.remote?.worker === id),
        pid,
      ),
    ),
  ];
  return {
    processes: processes.map(({ pid, name }) => ({ pid, name })),
    pieces: layouts.flatMap(({ pieces }) => pieces),
    tracks: layouts.flatMap(({ tracks }) => tracks),
  };
}

function processesOf({ tracks }: Timeline) {
  const processes = new Map(
    tracks.flatMap(({ remote }) => (remote === null ? [] : [[remote.worker, remote.host] as const])),
  );
  return [...processes].map(([id, host], place) => ({
    id,
    pid: ownProcess + 1 + place,
    name: `${safeText(host)}, worker ${id.slice(0, 8)}`,
  }));
}

function threadsOf(work: readonly Work[], pid: number) {
  const threads = [...new Set(work.map(({ stretch }) => stretch.worker))].sort((a, b) => (a ?? -1) - (b ?? -1));
  let firstTid = 1;
  return threads.map((thread) => {
    const those = work.filter(({ stretch }) => stretch.worker === thread);
    const name = thread === null ? "shared" : `thread ${thread}`;
    const laid = onLanes(those, { pid, firstTid, nameOf: (lane) => (lane === 0 ? name : `${name} (${lane + 1})`) });
    firstTid += laid.tracks.length;
    return laid;
  });
}

interface LaneOptions {
  readonly pid: number;
  readonly firstTid: number;
  readonly nameOf: (lane: number) => string;
}

function onLanes(work: readonly Work[], { pid, firstTid, nameOf }: LaneOptions) {
  const lanes = assignLanes(work.map(({ stretch }) => stretch));
  const count = Math.max(0, ...lanes.map((lane) => lane + 1));
  return {
    pieces: work.map((one, place): TracePiece => ({ ...one, pid, tid: firstTid + lanes[place]! })),
    tracks: Array.from({ length: count }, (_, lane) => ({ pid, tid: firstTid + lane, name: nameOf(lane) })),
  };
}
