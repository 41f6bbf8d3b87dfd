import type { Clock, ExecutionPlan, Nanoseconds, RunEvent } from "../../domain/index.ts";
import {
  createLiveModel,
  createSettled,
  type LiveModel,
  type Palette,
  renderFrame,
  type SettledLines,
  wrapped,
} from "../../render/index.ts";
import type { Sink } from "../io.ts";
import { type Area, createArea } from "./area.ts";
import type { Display } from "./display.ts";

interface LiveOptions {
  readonly plan: ExecutionPlan;
  readonly clock: Clock;
  /** How long the run had worked before its first event is shown; 0 by default. */
  readonly joinedAfter?: Nanoseconds;
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
  /** Aborted while the run is being cancelled. */
  readonly signal: AbortSignal;
  /** Calls the handler when the process continues after it was stopped: a shell has written in between. */
  readonly onContinue: (handler: () => void) => () => void;
  /** Called once, if the display cannot continue; the run does. */
  readonly onError: (error: unknown) => void;
}

const frameMs = 100;

/** Draws at most ten times a second: finished artifacts and messages, above the lines of running ones. */
export function createLiveDisplay(sink: Sink, options: LiveOptions): Display {
  return new LiveDisplay(sink, options);
}

class LiveDisplay implements Display {
  readonly #sink: Sink;
  readonly #options: LiveOptions;
  readonly #model: LiveModel;
  readonly #settled: SettledLines;
  readonly #area: Area;
  readonly #removeHandlers: readonly (() => void)[];
  #events: RunEvent[] = [];
  #said: string[] = [];
  /** The clock's time when the run started; null before. */
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
    this.#removeHandlers = [sink.onResize(() => this.#drawSafely()), options.onContinue(this.#area.leave)];
  }

  show = (event: RunEvent): void => {
    if (this.#isBroken) return;
    if (this.#origin === null) {
      const { clock, joinedAfter = 0 } = this.#options;
      this.#origin = clock.monotonic() - joinedAfter - event.t;
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
    for (const remove of this.#removeHandlers) remove();
    const hasShown = this.#origin !== null;
    this.#origin = null;
    // A blank line separates later output from these lines.
    await this.#area.draw(this.#isBroken ? [] : [...this.#above(), ...(hasShown ? [""] : [])], []);
  }

  /** Returns the permanent lines since the last frame. */
  #above(): readonly string[] {
    const lines = [...this.#settled.lines(this.#events), ...this.#said];
    this.#events = [];
    this.#said = [];
    // A terminal would break a long line within a word.
    return lines.flatMap((line) => wrapped(line, { width: this.#sink.columns, indent: "    " }));
  }

  #draw(): void {
    // A slow terminal gets fewer frames; frames are never queued.
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

  // A signal reports that the process was stopped or the terminal was resized. A timer that is due runs before a
  // pending signal; one that is set then runs after it.
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
