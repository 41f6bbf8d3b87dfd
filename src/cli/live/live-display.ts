import type { Clock, ExecutionPlan, Nanoseconds, RunEvent } from "../../domain/index.ts";
import {
  createLiveModel,
  createSettled,
  type LiveModel,
  type Palette,
  renderFrame,
  type Settled,
} from "../../render/index.ts";
import type { Sink } from "../io.ts";
import { type Area, createArea } from "./area.ts";
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
  return new LiveDisplay(sink, options);
}

class LiveDisplay implements Display {
  readonly #sink: Sink;
  readonly #options: LiveOptions;
  readonly #model: LiveModel;
  readonly #settled: Settled;
  readonly #area: Area;
  readonly #heeded: readonly (() => void)[];
  #events: RunEvent[] = [];
  #said: string[] = [];
  /** What the clock said when the run started; null before. */
  #origin: Nanoseconds | null = null;
  #cancelTick: () => void = () => undefined;
  #isWriting = false;
  #isBroken = false;

  constructor(sink: Sink, options: LiveOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#model = createLiveModel(options.plan);
    this.#settled = createSettled(options);
    this.#area = createArea(sink);
    this.#heeded = [sink.onResize(() => this.#drawSafely()), options.onContinue(this.#area.leave)];
  }

  show = (event: RunEvent): void => {
    if (this.#isBroken) return;
    if (this.#origin === null) {
      this.#origin = this.#options.clock.monotonic() - event.t;
      this.#schedule();
    }
    this.#model.push(event);
    this.#events.push(event);
  };

  say(line: string): void {
    this.#said.push(line);
    if (this.#origin === null) void this.#area.draw(this.#isBroken ? this.#said.splice(0) : this.#above(), []);
    else this.#drawSafely();
  }

  async close(): Promise<void> {
    this.#cancelTick();
    for (const stop of this.#heeded) stop();
    const hasShown = this.#origin !== null;
    this.#origin = null;
    // What follows is no part of what went by.
    await this.#area.draw(this.#isBroken ? [] : [...this.#above(), ...(hasShown ? [""] : [])], []);
  }

  /** What there is to say since the last time. */
  #above(): readonly string[] {
    const lines = [...this.#settled.lines(this.#events), ...this.#said];
    this.#events = [];
    this.#said = [];
    return lines;
  }

  #draw(): void {
    // A terminal behind a slow line gets fewer frames, never a queue of them.
    if (this.#origin === null || this.#isWriting) return;
    const { clock, ascii, palette, signal } = this.#options;
    const { columns, rows } = this.#sink;
    const view = this.#model.view(clock.monotonic() - this.#origin);
    const frame = renderFrame(view, { columns, rows, ascii, palette, isCancelling: signal.aborted });
    this.#isWriting = true;
    void this.#area.draw(this.#above(), frame).finally(() => {
      this.#isWriting = false;
    });
  }

  #drawSafely(): void {
    try {
      this.#draw();
    } catch (error) {
      this.#origin = null;
      this.#isBroken = true;
      this.#options.onError(error);
    }
  }

  // Of a process that was stopped, or a terminal that changed its size, signals tell. A timer that is due comes before a
  // signal that is there; one that is set then comes after it.
  #schedule(): void {
    const { clock } = this.#options;
    this.#cancelTick = clock.after(frameMs, () => {
      this.#cancelTick = clock.after(1, () => this.#tick());
    });
  }

  #tick(): void {
    this.#drawSafely();
    if (!this.#isBroken) this.#schedule();
  }
}
