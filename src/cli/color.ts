import { paint } from "../render/index.ts";
import type { Io, Sink } from "./io.ts";
import type { GlobalOptions } from "./options.ts";

/** Returns true only on a terminal, without --no-color, and with NO_COLOR unset or empty (no-color.org). */
export function wantsColor(io: Io, sink: Sink, option: boolean): boolean {
  return option && sink.isTerminal && (io.env.get("NO_COLOR") ?? "") === "";
}

/** Returns the colours of a command's output on stdout. */
export const palette = (io: Io, options: GlobalOptions) => paint(wantsColor(io, io.stdout, options.color));
