import type { Timeline, Track } from "../../run/index.ts";
import { formatDuration, plural, safeText } from "../text/index.ts";

/** A thread of a worker or of the run's own process, with its name. */
export interface NamedTrack {
  readonly track: Track;
  /** `alpha`, or `alpha 7e9a1b2c` where several workers of a host took part. */
  readonly process: string;
  readonly thread: string;
}

/** Names the threads of a run that workers took part in. */
export function namedTracks({ tracks }: Pick<Timeline, "tracks">): readonly NamedTrack[] {
  const workersOf = new Map<string, Set<string>>();
  for (const { remote } of tracks) {
    if (remote !== null) workersOf.set(remote.host, (workersOf.get(remote.host) ?? new Set()).add(remote.worker));
  }
  return tracks.map((track) => {
    const { remote, worker } = track;
    const isShared = remote !== null && (workersOf.get(remote.host)?.size ?? 0) > 1;
    const process =
      remote === null ? "run's process" : `${safeText(remote.host)}${isShared ? ` ${remote.worker.slice(0, 8)}` : ""}`;
    return { track, process, thread: worker === null ? "shared" : `thread ${worker}` };
  });
}

/** Returns `3 artifacts, 5.2s`. */
export function trackFigures({ stretches, busyMs }: Track): string {
  const lost = stretches.filter(({ isLost }) => isLost).length;
  const count = new Set(stretches.map(({ artifact }) => artifact)).size;
  return `${plural(count, "artifact")}, ${formatDuration(busyMs)}${lost === 0 ? "" : `, ${lost} lost`}`;
}

/** Returns the busiest tracks in their order. */
export function busiestTracks(all: readonly NamedTrack[], most: number): readonly NamedTrack[] {
  const busiest = new Set(all.toSorted((a, b) => b.track.busyMs - a.track.busyMs).slice(0, most));
  return all.filter((one) => busiest.has(one));
}
