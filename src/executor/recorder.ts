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

/** What happens when events are safe, and when they cannot be. */
export interface RecorderHooks {
  /** Whether no artifact is with the producer, so that nothing more can join the frame soon. */
  readonly isIdle: () => boolean;
  /** A frame is closed: what is recorded from now on belongs to a later commit. */
  readonly sealed: () => void;
  /** A frame is committed. May record more. */
  readonly committed: () => void;
  /** The writer failed; nothing more will be recorded. */
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

/** Gives events their envelope, commits them frame by frame, then tells the listeners. */
export interface Recorder {
  readonly record: (body: EventBody, object?: StagedObject | null) => Nanoseconds;
  /** Nanoseconds since the start of the run, for a reading of the monotonic clock; now by default. */
  readonly elapsed: (reading?: Nanoseconds) => Nanoseconds;
  /** Commits what there is in this turn's microtasks: nothing is left that could join the frame. */
  readonly hurry: () => void;
  /** Number of events so far. */
  readonly events: () => number;
  /** Nothing more is recorded or told. */
  readonly close: () => void;
  /** Whether every event is committed. */
  readonly isSettled: () => boolean;
}

// So many frames may follow each other in microtasks before timers, signals and the display get their turn.
const framesPerTurn = 64;

/** The time of `run.started` is the moment of this call. */
export function createRecorder(options: RecorderOptions): Recorder {
  return new FrameRecorder(options);
}

/** `committing` while the writer has a frame; what is recorded meanwhile goes into the next one. */
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
  #isHurryDue = false;
  #hurried = 0;

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

  hurry(): void {
    if (this.#isHurryDue || this.#hurried >= framesPerTurn) return;
    this.#isHurryDue = true;
    queueMicrotask(() => {
      this.#isHurryDue = false;
      if (!this.#options.hooks.isIdle()) return;
      this.#hurried += 1;
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
    this.#hurried = 0;
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
    for (const listener of this.#listeners) this.#tell(listener, frame);
    this.#options.hooks.committed();
    // What was recorded while a slow append was under way has had its end of turn already.
    if (this.#events.length > 0) this.#flushAtTurnEnd();
  }

  #tell(listener: Listener, frame: readonly RunEvent[]): void {
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

/** The wall clock as ISO text, read once per millisecond of the run: many events share one. */
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
