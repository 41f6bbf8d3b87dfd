import type { DebugOptions } from "../../../app/debug/index.ts";
import type { BreakpointRequest, FailureFilter } from "../../../debug/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import type { Io } from "../../io.ts";
import { type RunCommandOptions, runRequest } from "../run/run-request.ts";
import type { RecordedStart } from "./starts.ts";

export interface DebugCommandOptions extends RunCommandOptions {
  /** Breakpoints before artifacts, as written. */
  readonly break?: readonly string[];
  readonly breakAfter?: readonly string[];
  /** False: failures do not stop the session. */
  readonly breakOnFailure: boolean;
  readonly breakAtEnd?: boolean;
  /** The runbook for `rerun` of a recorded run; by default the file that the run names. */
  readonly runbook?: string;
  /** Where a recorded run is opened. */
  readonly at?: RecordedStart;
  /** A file of commands. */
  readonly commands?: string;
}

/** Failures do not stop a session. */
export const noFailure: FailureFilter = { required: false, optional: false, schemaMismatch: false };

/** Returns the session that the options ask for. Throws WCT_USAGE. */
export function debugRequest(io: Io, options: DebugCommandOptions): DebugOptions {
  const breakpoints = [
    ...(options.break ?? []).map((text) => breakpointIn(text, "--break", "before")),
    ...(options.breakAfter ?? []).map((text) => breakpointIn(text, "--break-after", "after")),
  ];
  return {
    ...runRequest(io, options),
    breakpoints,
    stepsByDefault: true,
    ...(options.breakOnFailure ? {} : { failures: noFailure }),
  };
}

/** Parses `ARTIFACT`, a pattern, or either followed by ` if EXPRESSION`. Throws WCT_USAGE. */
function breakpointIn(text: string, option: string, side: BreakpointRequest["side"]): BreakpointRequest {
  const [, pattern, condition] = /^\s*(\S+)(?:\s+if\s+(\S.*?))?\s*$/s.exec(text) ?? [];
  if (pattern !== undefined) return { pattern, side, condition };
  throw wctError("WCT_USAGE", {
    message: `${option} "${text}" is not a breakpoint`,
    hint: `write ${option} ARTIFACT or ${option} 'ARTIFACT if EXPRESSION'`,
  });
}

/** Throws WCT_USAGE for options about what a new run makes and reuses: `rerun` of a recorded run reuses that run. */
export function requireNoReuseOption(written: string, options: DebugCommandOptions): void {
  const { resume, incremental, fork, select, force } = options;
  const given = Object.entries({
    ...{ "--resume": resume, "--incremental": incremental, "--fork": fork },
    ...{ "--select": select, "--force": force },
  });
  const [option] = given.find(([, value]) => value !== undefined && value !== false) ?? [];
  if (option === undefined) return;
  throw wctError("WCT_USAGE", {
    message: `${option} is for a runbook, and "${written}" is a recorded run`,
    hint: "omit it; `rerun` starts a new run that reuses this one",
  });
}
