import type { DebugProtocol } from "@vscode/debugprotocol";
import type { BreakpointRequest, Breakpoints } from "../../debug/index.ts";
import { failureText } from "../protocol/index.ts";
import type { WantedBreakpoint } from "./requested.ts";

/** What a client sets breakpoints in at once: the lines of one file, by its place among the runbooks; or names. */
export type BreakpointOrigin = `lines of ${number}` | "function";

interface SetBreakpoint extends WantedBreakpoint {
  /** For the client; never used again. */
  readonly id: number;
  readonly origin: BreakpointOrigin;
  /** In the session; null if it could not be set. */
  readonly number: number | null;
  /** Why it could not be set. */
  readonly fault: string | null;
}

/** The breakpoints that a client has set, and their numbers in the session. */
export class ClientBreakpoints {
  #set: readonly SetBreakpoint[] = [];
  #lastId = 0;

  /**
   * Replaces those of one origin. One that was set already, with the same conditions, stays as it is and keeps its
   * hits.
   */
  replace(breakpoints: Breakpoints, origin: BreakpointOrigin, wanted: readonly WantedBreakpoint[]) {
    const old = this.#set.filter((one) => one.origin === origin);
    const kept = new Set<SetBreakpoint>();
    const set = wanted.map((one) => {
      const same = old.find((other) => !kept.has(other) && other.number !== null && isSame(other, one));
      if (same === undefined) return { one, same };
      kept.add(same);
      return { one, same };
    });
    for (const one of old) if (!kept.has(one) && one.number !== null) breakpoints.remove(one.number);
    const all = set.map(({ one, same }) => (same === undefined ? this.#add(breakpoints, origin, one) : same));
    this.#set = [...this.#set.filter((one) => one.origin !== origin), ...all];
    return all.map(shownBreakpoint);
  }

  /** Sets all of them in another session, such as a fork. */
  moveTo(breakpoints: Breakpoints): void {
    this.#set = this.#set.map((one) => ({ ...one, ...numbered(breakpoints, one.request) }));
  }

  /** Returns the clients' ids of breakpoints of the session; those of the runbook have none. */
  idsOf(numbers: readonly number[]): readonly number[] {
    return this.#of(numbers).map(({ id }) => id);
  }

  /** Whether breakpoints of the session are function breakpoints, all of them. */
  areFunctions(numbers: readonly number[]): boolean {
    const found = this.#of(numbers);
    return found.length === numbers.length && found.every(({ origin }) => origin === "function");
  }

  #of(numbers: readonly number[]): readonly SetBreakpoint[] {
    return this.#set.filter(({ number }) => number !== null && numbers.includes(number));
  }

  #add(breakpoints: Breakpoints, origin: BreakpointOrigin, wanted: WantedBreakpoint): SetBreakpoint {
    this.#lastId += 1;
    return { ...wanted, id: this.#lastId, origin, ...numbered(breakpoints, wanted.request) };
  }
}

function numbered(
  breakpoints: Breakpoints,
  request: BreakpointRequest | null,
): Pick<SetBreakpoint, "number" | "fault"> {
  if (request === null) return { number: null, fault: null };
  try {
    return { number: breakpoints.add(request).number, fault: null };
  } catch (error) {
    return { number: null, fault: failureText(error) };
  }
}

function shownBreakpoint({ id, number, line, fault, message }: SetBreakpoint): DebugProtocol.Breakpoint {
  const text = fault ?? message;
  return {
    id,
    verified: number !== null,
    ...(line === null ? {} : { line }),
    ...(text === null ? {} : { message: text }),
    ...(number === null ? { reason: "failed" } : {}),
  };
}

const identity = ({ request, line }: WantedBreakpoint): string => JSON.stringify([request, line]);
const isSame = (one: WantedBreakpoint, other: WantedBreakpoint): boolean => identity(one) === identity(other);
