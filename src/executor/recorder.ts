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
  const { clock, writer, hooks } = options;
  const origin = clock.monotonic();
  const listeners = new Set(options.listeners);
  const wallText = wallClockText(clock);
  let events: RunEvent[] = [];
  let objects: StagedObject[] = [];
  let seq = 0;
  let latest: Nanoseconds = 0;
  let state: "open" | "committing" | "closed" = "open";
  let isTurnEndDue = false;
  let isHurryDue = false;
  let hurried = 0;

  const elapsed = (reading: Nanoseconds = clock.monotonic()): Nanoseconds => Math.round(reading - origin);

  const record = (body: EventBody, object: StagedObject | null = null): Nanoseconds => {
    if (state === "closed") return latest;
    latest = Math.max(latest, elapsed());
    seq += 1;
    const at = seq === 1 ? options.startedAt.toISOString() : wallText(latest);
    events.push({ v: eventFormat, seq, run: writer.run, at, t: latest, ...body });
    if (object !== null) objects.push(object);
    if (!isTurnEndDue) {
      isTurnEndDue = true;
      setImmediate(endTurn);
    }
    return latest;
  };

  const endTurn = (): void => {
    isTurnEndDue = false;
    hurried = 0;
    flush();
  };

  const hurry = (): void => {
    if (isHurryDue || hurried >= framesPerTurn) return;
    isHurryDue = true;
    queueMicrotask(() => {
      isHurryDue = false;
      if (!hooks.isIdle()) return;
      hurried += 1;
      flush();
    });
  };

  const flush = (): void => {
    if (state !== "open" || events.length === 0) return;
    const frame = { events, objects };
    events = [];
    objects = [];
    state = "committing";
    hooks.sealed();
    const pending = append(frame);
    if (pending === "failed") return;
    if (pending === undefined) commit(frame.events);
    else pending.then(() => commit(frame.events), fail);
  };

  const append = (frame: RecordFrame): Promise<void> | undefined | "failed" => {
    try {
      return writer.append(frame) ?? undefined;
    } catch (error) {
      fail(error);
      return "failed";
    }
  };

  const commit = (frame: readonly RunEvent[]): void => {
    if (state === "closed") return;
    state = "open";
    for (const listener of listeners) tell(listener, frame);
    hooks.committed();
    // What was recorded while a slow append was under way has had its end of turn already.
    if (events.length > 0 && !isTurnEndDue) {
      isTurnEndDue = true;
      setImmediate(endTurn);
    }
  };

  const tell = (listener: Listener, frame: readonly RunEvent[]): void => {
    try {
      for (const event of frame) listener(event);
    } catch (error) {
      listeners.delete(listener);
      hooks.listenerFailed(error, listener);
    }
  };

  const fail = (cause: unknown): void => {
    state = "closed";
    hooks.failed(asWriteFailure(cause));
  };

  return {
    record,
    elapsed,
    hurry,
    events: () => seq,
    isSettled: () => state === "open" && events.length === 0,
    close: () => {
      state = "closed";
    },
  };
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
