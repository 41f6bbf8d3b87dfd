import type { ExecutionPlan, Nanoseconds, RunEvent } from "../../../domain/index.ts";
import { createLiveModel, type LiveModel, paint, renderFrame } from "../../../render/index.ts";
import { systemClock } from "../../../store/index.ts";
import { wantsColor } from "../../color.ts";
import type { Io } from "../../io.ts";
import { type Area, canMove, createArea } from "../../live/index.ts";
import type { GlobalOptions } from "../../options.ts";

const frameMs = 100;

/** Shows, on a terminal, what is running, from when the run goes on until it stops again. */
export class RunningDisplay {
  readonly #io: Io;
  readonly #options: GlobalOptions;
  readonly #area: Area | null;
  readonly #early: RunEvent[] = [];
  #model: LiveModel | null = null;
  #origin: Nanoseconds = 0;
  #cancelTick: () => void = () => undefined;
  #isDrawing = false;

  constructor(io: Io, options: GlobalOptions) {
    this.#io = io;
    this.#options = options;
    this.#area = canMove(io) && !options.quiet ? createArea(io.stderr) : null;
  }

  /** Must get every event. */
  push = (event: RunEvent): void => {
    if (this.#area === null) return;
    if (event.seq === 1) this.#origin = systemClock.monotonic() - event.t;
    if (this.#model === null) this.#early.push(event);
    else this.#model.push(event);
  };

  /** Begins with the plan of a session. */
  follow(plan: ExecutionPlan): void {
    this.#model = createLiveModel(plan);
    for (const event of this.#early.splice(0)) this.#model.push(event);
  }

  start(): void {
    if (this.#area === null) return;
    this.#isDrawing = true;
    this.#cancelTick = systemClock.after(frameMs, () => {
      this.#draw();
      this.start();
    });
  }

  /** Prints lines above what is drawn. */
  async say(lines: readonly string[]): Promise<void> {
    if (this.#area === null || !this.#isDrawing) return await this.#io.stderr.write(`${lines.join("\n")}\n`);
    await this.#area.draw(lines, this.#frame());
  }

  async stop(): Promise<void> {
    this.#isDrawing = false;
    this.#cancelTick();
    await this.#area?.draw([], []);
  }

  #draw(): void {
    void this.#area?.draw([], this.#frame());
  }

  #frame(): readonly string[] {
    if (this.#model === null) return [];
    const { stderr } = this.#io;
    const { columns, rows } = stderr;
    const palette = paint(wantsColor(this.#io, stderr, this.#options.color));
    const view = this.#model.view(systemClock.monotonic() - this.#origin);
    return renderFrame(view, { columns, rows, palette, ascii: this.#options.ascii ?? false, isCancelling: false });
  }
}
