import type { Clock, ExecutionPlan, Nanoseconds, RunEvent } from "../../domain/index.ts";
import { createLiveModel, createSettled, type Palette, renderFrame } from "../../render/index.ts";
import type { Sink } from "../io.ts";
import { createArea } from "./area.ts";
import type { Display } from "./display.ts";

export interface LiveOptions {
  readonly plan: ExecutionPlan;
  readonly clock: Clock;
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
  /** Aborted: the run is being cancelled. */
  readonly signal: AbortSignal;
  /** Calls back when the process was stopped and goes on: a shell has written in between. */
  readonly onContinue: (handler: () => void) => () => void;
  /** Called once, when the display cannot go on; the run does. */
  readonly onError: (error: unknown) => void;
}

const frameMs = 100;

/** Ten times a second at most: what ended and what was said, above the lines of what runs. */
export function createLiveDisplay(sink: Sink, options: LiveOptions): Display {
  const { plan, clock, ascii, palette, signal } = options;
  const model = createLiveModel(plan);
  const settled = createSettled(options);
  const area = createArea(sink);
  let events: RunEvent[] = [];
  let said: string[] = [];
  /** What the clock said when the run started; null before. */
  let origin: Nanoseconds | null = null;
  let cancelTick: () => void = () => undefined;
  let isWriting = false;
  let isBroken = false;

  const above = (): readonly string[] => {
    const lines = [...settled.lines(events), ...said];
    events = [];
    said = [];
    return lines;
  };

  const draw = (): void => {
    // A terminal behind a slow line gets fewer frames, never a queue of them.
    if (origin === null || isWriting) return;
    const { columns, rows } = sink;
    const view = model.view(clock.monotonic() - origin);
    const frame = renderFrame(view, { columns, rows, ascii, palette, isCancelling: signal.aborted });
    isWriting = true;
    void area.draw(above(), frame).finally(() => {
      isWriting = false;
    });
  };

  const drawSafely = (): void => {
    try {
      draw();
    } catch (error) {
      origin = null;
      isBroken = true;
      options.onError(error);
    }
  };

  const tick = (): void => {
    drawSafely();
    if (!isBroken) schedule();
  };

  // Of a process that was stopped, or a terminal that changed its size, signals tell. A timer that is due comes before a
  // signal that is there; one that is set then comes after it.
  const schedule = (): void => {
    cancelTick = clock.after(frameMs, () => {
      cancelTick = clock.after(1, tick);
    });
  };

  const heeded = [sink.onResize(drawSafely), options.onContinue(area.leave)];
  return {
    show: (event) => {
      if (isBroken) return;
      if (origin === null) {
        origin = clock.monotonic() - event.t;
        schedule();
      }
      model.push(event);
      events.push(event);
    },
    say: (line) => {
      said.push(line);
      if (origin === null) void area.draw(isBroken ? said.splice(0) : above(), []);
      else drawSafely();
    },
    close: async () => {
      cancelTick();
      for (const stop of heeded) stop();
      const hasShown = origin !== null;
      origin = null;
      // What follows is no part of what went by.
      await area.draw(isBroken ? [] : [...above(), ...(hasShown ? [""] : [])], []);
    },
  };
}
