import { wctError } from "../../diagnostics/index.ts";
import type { RunEvent, RunId } from "../../domain/index.ts";
import { createGrowingHistory, type History, interruptedState, type RunState } from "../../run/index.ts";
import type { SessionPosition, StopPoint, StopReason } from "../stop.ts";
import { PointIndex } from "./points.ts";

/** The events of a run so far, the points among them, and the states that they lead to. */
export class Recording {
  readonly #history = createGrowingHistory();
  readonly #points = new PointIndex();
  readonly #isInterrupted: boolean;
  #underived: RunEvent[] = [];
  #run: RunId | null = null;
  #newest: RunState | null = null;
  #last: { readonly seq: number; readonly state: RunState } | null = null;

  /** `isInterrupted`: the process of the run ended before the run did. */
  constructor({ isInterrupted = false }: { readonly isInterrupted?: boolean } = {}) {
    this.#isInterrupted = isInterrupted;
  }

  get history(): History {
    this.#derive();
    return this.#history;
  }

  get points(): readonly StopPoint[] {
    this.#derive();
    return this.#points.list;
  }

  get run(): RunId | null {
    return this.#run;
  }

  /**
   * Adds the next event. States and points are derived when they are asked for, because a run that never stops needs
   * none: an event that is not allowed throws WCT_RUN_RECORD_CORRUPT only then, and is left out.
   */
  push(event: RunEvent): void {
    this.#underived.push(event);
    this.#run = event.run;
  }

  #derive(): void {
    if (this.#underived.length === 0) return;
    const events = this.#underived;
    this.#underived = [];
    for (const event of events) {
      this.#history.push(event);
      this.#points.push(event);
    }
  }

  /** Returns the state after the events so far. */
  newest(): RunState {
    const { length } = this.history;
    if (this.#newest?.seq !== length) this.#newest = this.history.state(length);
    return this.#newest;
  }

  /** Returns the state after so many events. */
  stateAt(seq: number): RunState {
    if (this.#last?.seq === seq) return this.#last.state;
    const state = this.history.state(seq);
    const shown = this.#isInterrupted && seq === this.history.length ? interruptedState(state) : state;
    this.#last = { seq, state: shown };
    return shown;
  }

  /** Returns the number of points at or before an event: the place of the next point after it. */
  pointsUpTo(seq: number): number {
    const { points } = this;
    let [low, high] = [0, points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle]!.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns the place of a point among the points. */
  placeOf({ artifact, side, attempt, seq }: StopPoint): number {
    // Few points share an event.
    let place = this.pointsUpTo(seq) - 1;
    for (; place > 0; place -= 1) {
      const one = this.points[place];
      if (one?.artifact === artifact && one.side === side && one.attempt === attempt) break;
    }
    return place;
  }

  /** Returns the position after an event. Throws WCT_DEBUG_COMMAND if there is no such event. */
  positionAt(seq: number): SessionPosition {
    const { length } = this.history;
    if (!Number.isInteger(seq) || seq < 1 || seq > length) {
      throw wctError("WCT_DEBUG_COMMAND", {
        message: `there is no event ${seq}`,
        hint: `the record has events 1 to ${length}`,
      });
    }
    const point = this.points[this.pointsUpTo(seq) - 1];
    return past(seq, point?.seq === seq ? point : null, { kind: "travel" });
  }
}

/** Returns a position that shows an earlier point. */
export function past(seq: number, point: StopPoint | null, reason: StopReason): SessionPosition {
  return { seq, point, reason, isPresent: false };
}
