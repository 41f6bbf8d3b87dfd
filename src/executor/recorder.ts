import { isWctError, type WctError, wctError } from "../diagnostics/index.ts";
import {
  type Clock,
  type EventBody,
  eventFormat,
  type Nanoseconds,
  type RecordFrame,
  type RunEvent,
  type RunWriter,
  type StagedObject,
} from "../domain/index.ts";
import type { Listener } from "./options.ts";

/** Callbacks for events that are committed or that cannot be. */
export interface RecorderHooks {
  /** Returns whether the producer works on no artifact, so that no more events can join the frame soon. */
  readonly isIdle: () => boolean;
  /** Called when a frame is closed. Later events belong to a later commit. */
  readonly sealed: () => void;
  /** Called when a frame is committed. May record more events. */
  readonly committed: () => void;
  /** Called when the writer failed. Nothing more will be recorded. */
  readonly failed: (error: WctError) => void;
  readonly listenerFailed: (error: unknown, listener: Listener) => void;
}

export interface RecorderOptions {
  readonly clock: Clock;
  readonly writer: Pick<RunWriter, "run" | "append">;
  readonly listeners: readonly Listener[];
  readonly startedAt: Date;
  readonly hooks: RecorderHooks;
}

/** Adds the envelope to events, commits them frame by frame, then notifies the listeners. */
export interface Recorder {
  readonly record: (body: EventBody, object?: StagedObject | null) => Nanoseconds;
  /** Returns the nanoseconds from the start of the run to a value of the monotonic clock, now by default. */
  readonly elapsed: (reading?: Nanoseconds) => Nanoseconds;
  /** Commits pending events in the microtasks of this turn, for use when no more events can join the frame. */
  readonly flushSoon: () => void;
  /** Returns the number of events so far. */
  readonly events: () => number;
  /** Stops recording and notifying. */
  readonly close: () => void;
  /** Returns whether every event is committed. */
  readonly isSettled: () => boolean;
}

// Limits the consecutive frames in microtasks, so that timers, signals and the display are not delayed for long.
const framesPerTurn = 64;

/** Creates a recorder. The time of `run.started` is the moment of this call. */
export function createRecorder(options: RecorderOptions): Recorder {
  return new FrameRecorder(options);
}

/** `committing` while the writer has a frame. Events recorded in the meantime go into the next frame. */
type State = "open" | "committing" | "closed";

class FrameRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #origin: Nanoseconds;
  readonly #listeners: Set<Listener>;
  readonly #wallText: (t: Nanoseconds) => string;
  readonly #endTurn = (): void => this.#turnEnds();
  #events: RunEvent[] = [];
  #objects: StagedObject[] = [];
  #seq = 0;
  #latest: Nanoseconds = 0;
  #state: State = "open";
  #isTurnEndDue = false;
  #isFlushDue = false;
  #earlyFlushes = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#origin = options.clock.monotonic();
    this.#listeners = new Set(options.listeners);
    this.#wallText = wallClockText(options.clock);
  }

  elapsed = (reading: Nanoseconds = this.#options.clock.monotonic()): Nanoseconds => Math.round(reading - this.#origin);

  record(body: EventBody, object: StagedObject | null = null): Nanoseconds {
    if (this.#state === "closed") return this.#latest;
    const { writer, startedAt } = this.#options;
    this.#latest = Math.max(this.#latest, this.elapsed());
    this.#seq += 1;
    const t = this.#latest;
    const at = this.#seq === 1 ? startedAt.toISOString() : this.#wallText(t);
    this.#events.push({ v: eventFormat, seq: this.#seq, run: writer.run, at, t, ...body });
    if (object !== null) this.#objects.push(object);
    this.#flushAtTurnEnd();
    return t;
  }

  flushSoon(): void {
    if (this.#isFlushDue || this.#earlyFlushes >= framesPerTurn) return;
    this.#isFlushDue = true;
    queueMicrotask(() => {
      this.#isFlushDue = false;
      if (!this.#options.hooks.isIdle()) return;
      this.#earlyFlushes += 1;
      this.#flush();
    });
  }

  events(): number {
    return this.#seq;
  }

  isSettled(): boolean {
    return this.#state === "open" && this.#events.length === 0;
  }

  close(): void {
    this.#state = "closed";
  }

  #flushAtTurnEnd(): void {
    if (this.#isTurnEndDue) return;
    this.#isTurnEndDue = true;
    setImmediate(this.#endTurn);
  }

  #turnEnds(): void {
    this.#isTurnEndDue = false;
    this.#earlyFlushes = 0;
    this.#flush();
  }

  #flush(): void {
    if (this.#state !== "open" || this.#events.length === 0) return;
    const frame = { events: this.#events, objects: this.#objects };
    this.#events = [];
    this.#objects = [];
    this.#state = "committing";
    this.#options.hooks.sealed();
    const pending = this.#append(frame);
    if (pending === "failed") return;
    if (pending === undefined) this.#commit(frame.events);
    else
      pending.then(
        () => this.#commit(frame.events),
        (cause: unknown) => this.#fail(cause),
      );
  }

  #append(frame: RecordFrame): Promise<void> | undefined | "failed" {
    try {
      return this.#options.writer.append(frame) ?? undefined;
    } catch (error) {
      this.#fail(error);
      return "failed";
    }
  }

  #commit(frame: readonly RunEvent[]): void {
    if (this.#state === "closed") return;
    this.#state = "open";
    for (const listener of this.#listeners) this.#notify(listener, frame);
    this.#options.hooks.committed();
    // Events recorded during a slow append may have missed the end of their turn.
    if (this.#events.length > 0) this.#flushAtTurnEnd();
  }

  #notify(listener: Listener, frame: readonly RunEvent[]): void {
    try {
      for (const event of frame) listener(event);
    } catch (error) {
      this.#listeners.delete(listener);
      this.#options.hooks.listenerFailed(error, listener);
    }
  }

  #fail(cause: unknown): void {
    this.#state = "closed";
    this.#options.hooks.failed(asWriteFailure(cause));
  }
}

function asWriteFailure(cause: unknown): WctError {
  if (isWctError(cause)) return cause;
  return wctError("WCT_STORE_WRITE_FAILED", { message: "the record of the run cannot be written", cause });
}

/** Returns the wall clock as ISO text. Reads it once per millisecond of the run, because many events share one. */
function wallClockText(clock: Clock): (t: Nanoseconds) => string {
  let known = Number.NaN;
  let text = "";
  return (t) => {
    const millisecond = Math.floor(t / 1e6);
    if (millisecond !== known) {
      known = millisecond;
      text = clock.now().toISOString();
    }
    return text;
  };
}
