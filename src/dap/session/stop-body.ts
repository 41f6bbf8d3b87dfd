import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebugSession, SessionPosition, StopReason } from "../../debug/index.ts";
import { listNames, safeText } from "../../diagnostics/index.ts";
import type { ClientBreakpoints } from "../breakpoints/index.ts";
import type { SessionThreads } from "./threads.ts";

type StoppedBody = DebugProtocol.StoppedEvent["body"];

interface StopContext {
  readonly session: DebugSession;
  readonly threads: SessionThreads;
  readonly breakpoints: ClientBreakpoints;
}

/** Returns the body of the `stopped` event for a position. */
export function stopBody(position: SessionPosition, { session, threads, breakpoints }: StopContext): StoppedBody {
  const { reason, point } = position;
  const numbers = numbersOf(reason);
  const hit = breakpoints.idsOf(numbers);
  const text = textOf(position, session);
  return {
    reason: reasonOf(position, breakpoints.areFunctions(numbers)),
    description: descriptionOf(position, session),
    threadId: threads.idOf(point?.artifact ?? null),
    allThreadsStopped: true,
    ...(text === "" ? {} : { text }),
    ...(hit.length === 0 ? {} : { hitBreakpointIds: [...hit] }),
  };
}

function numbersOf(reason: StopReason): readonly number[] {
  if (reason.kind === "condition-failed") return [reason.breakpoint];
  return reason.kind === "breakpoint" ? reason.breakpoints : [];
}

function reasonOf({ reason }: SessionPosition, areFunctions: boolean): string {
  switch (reason.kind) {
    case "failure":
      return "exception";
    case "breakpoint":
      return areFunctions ? "function breakpoint" : "breakpoint";
    case "condition-failed":
      return "breakpoint";
    case "travel":
      return "step";
    default:
      return reason.kind;
  }
}

function descriptionOf({ reason, point, seq, isPresent }: SessionPosition, session: DebugSession): string {
  if (point === null) {
    if (reason.kind !== "end" && seq < session.history.length) return "between two artifacts";
    return session.kind === "live" ? "at the end of the run" : "at the end of the record";
  }
  const where = `${point.side} ${point.artifact}${point.attempt > 1 ? `, attempt ${point.attempt}` : ""}`;
  if (reason.kind === "failure") return `${point.artifact} failed`;
  if (session.kind === "live" && !isPresent) return `${where} (earlier: read only)`;
  return where;
}

function textOf({ reason, isPresent }: SessionPosition, { held }: DebugSession): string {
  const parts: string[] = [];
  if (reason.kind === "failure") parts.push(`${reason.failure.code}: ${safeText(reason.failure.message)}`);
  if (reason.kind === "condition-failed") parts.push(`a condition cannot be evaluated: ${safeText(reason.message)}`);
  if (isPresent && held.length > 0) {
    parts.push(`waiting behind this stop: ${listNames(held.map(({ artifact }) => artifact))}`);
  }
  return parts.join("; ");
}
