import type { EventOf, Nanoseconds } from "../domain/index.ts";

/**
 * Returns how long an attempt worked, in milliseconds; null if its start is not known. `started`: the time of its
 * `artifact.started`, which tells late of work on another machine.
 */
export function workedMs(started: Nanoseconds | undefined, attempted: EventOf<"artifact.attempted">): number | null {
  const { remote, ended } = attempted;
  if (remote !== undefined) return (remote.ended - remote.began) / 1e6;
  return started === undefined ? null : (ended - started) / 1e6;
}
