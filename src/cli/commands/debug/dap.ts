import { type LaunchTarget, parseListenAddress, type ServeOptions, serveDap } from "../../../dap/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import { systemClock } from "../../../store/index.ts";
import { bugReport } from "../../bug.ts";
import type { Io } from "../../io.ts";
import { runRequest } from "../run/run-request.ts";
import { type DebugCommandOptions, noFailure, requireNoReuseOption } from "./options.ts";
import { targetOf } from "./target.ts";

/** How `wct debug --dap` is reached. */
export interface DapCommandOptions {
  /** A port of the loopback interface, or the path of a socket; by default the program's own streams. */
  readonly listen?: string;
  /** Seconds to wait for a client. */
  readonly wait?: number;
}

const defaultWait = 300;

/**
 * Runs `wct debug --dap`: serves the Debug Adapter Protocol. `written`: what is debugged if a client does not say.
 * Resolves with the exit code that `wct run` would have. Throws WCT_USAGE.
 */
export async function debugOverDap(
  io: Io,
  written: string | undefined,
  options: DapCommandOptions & DebugCommandOptions,
): Promise<number> {
  const aborter = new AbortController();
  const stop = io.onSignal(() => aborter.abort());
  try {
    return await serveDap(io, {
      transport: transportOf(io, options, () => aborter.abort()),
      defaults: defaultTarget(io, written, options),
      signal: aborter.signal,
      onBug: (error) => void io.stderr.write(bugReport(error)),
    });
  } finally {
    stop();
  }
}

function defaultTarget(io: Io, written: string | undefined, options: DebugCommandOptions): LaunchTarget {
  const { at, breakAtEnd, breakOnFailure } = options;
  const failures = breakOnFailure ? undefined : noFailure;
  const common = { at, breakAtEnd, options: { ...runRequest(io, options), failures } };
  if (written === undefined) return common;
  const { kind } = targetOf(io, written);
  if (kind === "run") requireNoReuseOption(written, options);
  return { ...common, [kind]: written };
}

function transportOf(io: Io, { listen, wait }: DapCommandOptions, gone: () => void): ServeOptions["transport"] {
  if (listen === undefined) {
    if (wait !== undefined)
      throw wctError("WCT_USAGE", { message: "--wait needs --listen", hint: "add --listen PORT" });
    // A reader that is gone ends the session as the end of the input does.
    return { kind: "streams", input: io.bytes(), write: (text) => io.stdout.writeData(text).catch(gone) };
  }
  return {
    kind: "listen",
    address: parseListenAddress(listen, io.cwd),
    waitMs: (wait ?? defaultWait) * 1000,
    clock: systemClock,
    announce: (line) => void io.stderr.write(`${line}\n`),
  };
}
