import type { BreakpointRequest, RunbookLines } from "../../debug/index.ts";
import { listNames } from "../../diagnostics/index.ts";
import type { RequestArguments } from "../protocol/index.ts";

/** A breakpoint as a client sets it. */
export interface WantedBreakpoint {
  /** Null: it names nothing that can stop, as the message says. */
  readonly request: BreakpointRequest | null;
  /** Null for a function breakpoint, and for one that is on no line of the runbook. */
  readonly line: number | null;
  /** What the client shows next to it. */
  readonly message: string | null;
}

/** Reads a breakpoint on a line of the runbook. `line` and `column` start at 1. */
export function wantedOnLine(
  args: RequestArguments,
  {
    lines,
    line,
    column,
  }: { readonly lines: RunbookLines; readonly line: number; readonly column?: number | undefined },
): WantedBreakpoint {
  const target = lines.at(line, column);
  if (target === null) {
    const message = "no artifact begins on this line or below it; set the breakpoint on the lines of an artifact";
    return { request: null, line, message };
  }
  const { artifacts, side } = target;
  const names = listNames(artifacts);
  const moved = `moved from line ${line}, which belongs to no artifact, to ${names}`;
  return {
    request: { pattern: artifacts.join(","), side, ...conditionsOf(args) },
    line: target.line,
    message: target.isMoved ? moved : `stops ${side} ${names}`,
  };
}

/** Reads a function breakpoint: an artifact's id or a pattern, with `before:` or `after:` in front of it. */
export function wantedByName(args: RequestArguments): WantedBreakpoint {
  const name = args.text("name").trim();
  const [, word, rest] = /^(before|after)\s*:\s*(.*)$/s.exec(name) ?? [];
  const side = word === "after" ? "after" : "before";
  return { request: { pattern: rest ?? name, side, ...conditionsOf(args) }, line: null, message: null };
}

function conditionsOf(args: RequestArguments): Pick<BreakpointRequest, "condition" | "hitCondition" | "logMessage"> {
  return {
    condition: nonEmpty(args.optionalText("condition")),
    hitCondition: nonEmpty(args.optionalText("hitCondition")),
    logMessage: nonEmpty(args.optionalText("logMessage")),
  };
}

/** Clients send an empty text for a field that their user left empty. */
const nonEmpty = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);
