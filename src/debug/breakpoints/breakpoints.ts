import { wctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";
import type { StopPoint } from "../stop.ts";
import type { Breakpoint, BreakpointRequest } from "./breakpoint.ts";
import type { PointExpressions, PointState } from "./expressions.ts";
import { artifactsMatching } from "./pattern.ts";

/** What the breakpoints say about a point. */
export interface BreakpointVerdict {
  /** Numbers of the breakpoints that stop here. */
  readonly stops: readonly number[];
  /** Texts of log points. */
  readonly logs: readonly { readonly breakpoint: number; readonly text: string }[];
  /** A condition that could not be evaluated; null if all could be. */
  readonly failed: { readonly breakpoint: number; readonly message: string } | null;
}

/** The verdict where no breakpoint matches. */
export const noVerdict: BreakpointVerdict = { stops: [], logs: [], failed: null };

/** The breakpoints of a session, by number. */
export class Breakpoints {
  readonly #plan: ExecutionPlan;
  readonly #expressions: PointExpressions;
  readonly #all = new Map<number, Breakpoint>();
  /** By breakpoint: the points at which it was hit, with the number of the hit. */
  readonly #hits = new Map<number, Map<string, number>>();
  #last = 0;

  constructor(plan: ExecutionPlan, expressions: PointExpressions) {
    this.#plan = plan;
    this.#expressions = expressions;
    for (const { id, breakpoint } of plan.artifacts) {
      if (breakpoint === "before" || breakpoint === "both") this.#put({ pattern: id, side: "before" }, true);
      if (breakpoint === "after" || breakpoint === "both") this.#put({ pattern: id, side: "after" }, true);
    }
  }

  list(): readonly Breakpoint[] {
    return [...this.#all.values()];
  }

  /** Adds a breakpoint. Throws WCT_DEBUG_BREAKPOINT for an unknown artifact, WCT_USAGE_CONDITION. */
  add(request: BreakpointRequest): Breakpoint {
    return this.#put(request, false);
  }

  /** Throws WCT_DEBUG_BREAKPOINT if there is none of that number. */
  remove(number: number): Breakpoint {
    const found = this.#get(number);
    this.#all.delete(number);
    this.#hits.delete(number);
    return found;
  }

  /** Enables or disables a breakpoint. Throws WCT_DEBUG_BREAKPOINT if there is none of that number. */
  enable(number: number, isEnabled: boolean): Breakpoint {
    return this.#change(this.#get(number), { isEnabled });
  }

  /** Whether any breakpoint may stop a session. */
  get anyStops(): boolean {
    return this.list().some(({ isEnabled, logMessage }) => isEnabled && logMessage === null);
  }

  /** The enabled breakpoints at a point, conditions aside. */
  at(point: Pick<StopPoint, "artifact" | "side">): readonly Breakpoint[] {
    if (this.#all.size === 0) return none;
    return this.list().filter(
      ({ isEnabled, side, artifacts }) => isEnabled && side === point.side && artifacts.includes(point.artifact),
    );
  }

  /** Returns whether a breakpoint matches at a point, without counting a hit and without hit conditions. */
  async matches(candidates: readonly Breakpoint[], at: PointState): Promise<readonly number[]> {
    const stops: number[] = [];
    for (const { number, condition, logMessage } of candidates) {
      if (logMessage !== null) continue;
      if (condition === null || (await this.#holds(condition, at)) === true) stops.push(number);
    }
    return stops;
  }

  /** Evaluates the breakpoints at a point, and counts their hits. */
  async judge(candidates: readonly Breakpoint[], at: PointState): Promise<BreakpointVerdict> {
    const stops: number[] = [];
    const logs: { breakpoint: number; text: string }[] = [];
    for (const { number, condition } of candidates) {
      const held = condition === null ? true : await this.#holds(condition, at);
      if (typeof held === "string") return { stops, logs, failed: { breakpoint: number, message: held } };
      // It may have been removed in the meantime.
      const current = this.#all.get(number);
      if (!held || current === undefined) continue;
      const { logMessage, hitCondition } = current;
      const hit = this.#hitAt(current, at.point);
      if (hitCondition !== null && !this.#expressions.hitCondition(hitCondition)(hit)) continue;
      if (logMessage === null) stops.push(number);
      else logs.push({ breakpoint: number, text: await this.#expressions.logText(logMessage, at) });
    }
    return { stops, logs, failed: null };
  }

  /** Returns which hit of the breakpoint a point is, from 1. A point that is passed again is the same hit. */
  #hitAt(breakpoint: Breakpoint, point: StopPoint | null): number {
    const hits = this.#hits.get(breakpoint.number) ?? new Map<string, number>();
    const key = point === null ? "" : `${point.artifact} ${point.attempt}`;
    const known = hits.get(key);
    if (known !== undefined) return known;
    hits.set(key, hits.size + 1);
    this.#hits.set(breakpoint.number, hits);
    this.#change(breakpoint, { hits: hits.size });
    return hits.size;
  }

  async #holds(condition: string, at: PointState): Promise<boolean | string> {
    const result = await this.#expressions.evaluate(condition, at);
    return result.kind === "failed" ? result.message : result.value === true;
  }

  #put(request: BreakpointRequest, isFromRunbook: boolean): Breakpoint {
    const { pattern, side, line, condition, hitCondition, logMessage } = request;
    const artifacts = artifactsMatching(this.#plan, pattern);
    if (condition !== undefined) this.#expressions.requireCondition(condition, artifacts);
    if (hitCondition !== undefined) this.#expressions.hitCondition(hitCondition);
    if (logMessage !== undefined) this.#expressions.requireLogMessage(logMessage, artifacts);
    this.#last += 1;
    const breakpoint: Breakpoint = {
      ...{ number: this.#last, pattern, artifacts, side, isFromRunbook, isEnabled: true, hits: 0 },
      line: line ?? null,
      condition: condition ?? null,
      hitCondition: hitCondition ?? null,
      logMessage: logMessage ?? null,
    };
    this.#all.set(breakpoint.number, breakpoint);
    return breakpoint;
  }

  #change(breakpoint: Breakpoint, change: Partial<Breakpoint>): Breakpoint {
    const changed = { ...breakpoint, ...change };
    this.#all.set(breakpoint.number, changed);
    return changed;
  }

  #get(number: number): Breakpoint {
    const found = this.#all.get(number);
    if (found !== undefined) return found;
    const numbers = [...this.#all.keys()];
    throw wctError("WCT_DEBUG_BREAKPOINT", {
      message: `there is no breakpoint ${number}`,
      hint: numbers.length === 0 ? "there are none; `break ARTIFACT` sets one" : `there are ${numbers.join(", ")}`,
    });
  }
}

const none: readonly Breakpoint[] = [];

/** Returns a text such as `before findings (runbook.yaml:12), if output.size > 3`. */
export function breakpointText({ pattern, side, line, condition, hitCondition, logMessage }: Breakpoint): string {
  const parts = [
    `${side} ${pattern}${line === null ? "" : ` (${line})`}`,
    ...(condition === null ? [] : [`if ${condition}`]),
    ...(hitCondition === null ? [] : [`hits ${hitCondition}`]),
    ...(logMessage === null ? [] : [`log "${logMessage}"`]),
  ];
  return parts.join(", ");
}
