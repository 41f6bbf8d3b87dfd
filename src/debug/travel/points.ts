import type { ArtifactId, RunEvent } from "../../domain/index.ts";
import type { StopPoint, StopSide } from "../stop.ts";

/**
 * Collects the points of a run from its events, in order. The point before an artifact is the last event before it
 * starts; the point after it is the end of its attempt. If the run was paused there, the point is the pause.
 */
export class PointIndex {
  readonly #points: StopPoint[] = [];
  /** Artifacts whose output was replaced: the attempt that records the replacement is not work. */
  readonly #replaced = new Set<ArtifactId>();
  readonly #attempts = new Map<ArtifactId, number>();
  /** The newest point of each artifact, as a position in the list. */
  readonly #newest = new Map<ArtifactId, number>();

  get list(): readonly StopPoint[] {
    return this.#points;
  }

  push(event: RunEvent): void {
    switch (event.type) {
      case "run.paused":
        for (const { artifact, side } of event.stops) this.#paused(artifact, side, event.seq);
        return;
      case "artifact.altered":
        if (event.what === "output") this.#replaced.add(event.artifact);
        return;
      case "artifact.started":
        this.#attempts.set(event.artifact, event.attempt);
        // A retry starts without a stop before it.
        if (!this.#replaced.has(event.artifact) && event.attempt === 1) {
          this.#reach({ artifact: event.artifact, side: "before", attempt: 1, seq: event.seq - 1 });
        }
        return;
      case "artifact.attempted":
        if (this.#replaced.has(event.artifact)) return;
        this.#reach({ artifact: event.artifact, side: "after", attempt: event.attempt, seq: event.seq });
        return;
      default:
    }
  }

  #paused(artifact: ArtifactId, side: StopSide, seq: number): void {
    const attempt = Math.max(1, this.#attempts.get(artifact) ?? 1);
    const place = this.#newest.get(artifact);
    const known = place === undefined ? undefined : this.#points[place];
    if (place === undefined || known?.side !== side || known.attempt !== attempt) {
      this.#reach({ artifact, side, attempt, seq });
      return;
    }
    // The run stands at the pause, which is later than the end of the work.
    this.#points.splice(place, 1);
    for (const [at, { artifact: moved }] of this.#points.entries().drop(place)) {
      if (this.#newest.get(moved) === at + 1) this.#newest.set(moved, at);
    }
    this.#add({ ...known, seq });
  }

  #reach(point: StopPoint): void {
    const place = this.#newest.get(point.artifact);
    const known = place === undefined ? undefined : this.#points[place];
    if (known?.side === point.side && known.attempt === point.attempt) return;
    this.#add(point);
  }

  #add(point: StopPoint): void {
    this.#newest.set(point.artifact, this.#points.length);
    this.#points.push(point);
  }
}
