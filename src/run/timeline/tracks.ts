import type { Timeline, Track, TrackStretch, WorkerProcess } from "./model.ts";

interface GrowingTrack extends Pick<Track, "remote" | "worker"> {
  readonly stretches: TrackStretch[];
}

/**
 * Returns the threads of a run that workers took part in, by host, worker and number; those of the run's own process
 * are first. A run without workers has none.
 */
export function tracksOf(artifacts: Timeline["artifacts"]): readonly Track[] {
  const tracks = new Map<string, GrowingTrack>();
  for (const { id: artifact, attempts } of artifacts) {
    for (const { startMs, endMs, worker, remote, isLost } of attempts) {
      const key = `${remote?.worker ?? ""} ${worker ?? ""}`;
      const track = tracks.get(key) ?? { remote, worker, stretches: [] };
      tracks.set(key, track);
      track.stretches.push({ artifact, startMs, endMs, isLost });
    }
  }
  const all = [...tracks.values()];
  if (all.every(({ remote }) => remote === null)) return [];
  return all.sort(inOrder).map(({ remote, worker, stretches }) => {
    const sorted = stretches.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
    return { remote, worker, stretches: sorted, busyMs: sorted.reduce((sum, one) => sum + one.endMs - one.startMs, 0) };
  });
}

const inOrder = (a: GrowingTrack, b: GrowingTrack): number =>
  byProcess(a.remote, b.remote) || (a.worker ?? -1) - (b.worker ?? -1);

function byProcess(a: WorkerProcess | null, b: WorkerProcess | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return compare(a.host, b.host) || compare(a.worker, b.worker);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
