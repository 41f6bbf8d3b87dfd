import type { Clock, ExecutionPlan, Nanoseconds, RunEvent } from "../../domain/index.ts";
import { createPlainLines, eventLine, paint } from "../../render/index.ts";
import { wantsColor } from "../color.ts";
import type { Io, Sink } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import type { Display } from "./display.ts";
import { createLiveDisplay } from "./live-display.ts";

interface DisplayRequest {
  readonly plan: ExecutionPlan;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long the run had worked before its first event is shown; 0 by default. */
  readonly joinedAfter?: Nanoseconds;
  /** Called if the display cannot continue; the run does. */
  readonly onError: (error: unknown) => void;
}

/** Returns the display that suits stderr: an animated one on a terminal, else one plain line per event. */
export function createDisplay(io: Io, options: GlobalOptions, request: DisplayRequest): Display {
  const { quiet = false, verbose = false, json = false, ascii = false } = options;
  if (quiet) return plainDisplay(io.stderr, failureLine);
  // On the same terminal, JSON lines and a display would be mixed up.
  if (canMove(io) && !(json && io.stdout.isTerminal)) {
    const palette = paint(wantsColor(io, io.stderr, options.color));
    return createLiveDisplay(io.stderr, { ...request, ascii, verbose, palette, onContinue: io.onContinue });
  }
  return plainDisplay(io.stderr, json ? () => null : createPlainLines({ verbose }).line);
}

/** Continuous integration often pretends to be a terminal, and keeps every frame. */
export function canMove({ stderr, env }: Pick<Io, "stderr" | "env">): boolean {
  const ci = env.get("CI") ?? "";
  const isCi = ci !== "" && ci !== "false" && ci !== "0";
  return stderr.isTerminal && env.get("TERM") !== "dumb" && !isCi;
}

const failureLine = (event: RunEvent): string | null => (event.type === "artifact.failed" ? eventLine(event) : null);

function plainDisplay(sink: Sink, lineOf: (event: RunEvent) => string | null): Display {
  const say = (line: string): void => void sink.write(`${line}\n`);
  return {
    show: (event) => {
      const line = lineOf(event);
      if (line !== null) say(line);
    },
    say,
    close: async () => undefined,
  };
}
