import type { Io, Sink } from "./io.ts";

/** Colour only on a terminal, and neither with --no-color nor with a NO_COLOR that says something (no-color.org). */
export function wantsColor(io: Io, sink: Sink, option: boolean): boolean {
  return option && sink.isTerminal && (io.env.get("NO_COLOR") ?? "") === "";
}
