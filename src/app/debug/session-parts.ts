import {
  Breakpoints,
  type ExpressionEvaluator,
  type PointExpressions,
  type SessionOptions,
} from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan, RecordStore } from "../../domain/index.ts";
import type { DebugOptions } from "./opened.ts";
import { createPointExpressions } from "./point-expressions.ts";

interface PartsRequest {
  readonly plan: ExecutionPlan;
  readonly evaluator: ExpressionEvaluator;
  /** Null while there is no store yet: expressions are then only checked. */
  readonly store: RecordStore | null;
  readonly options: DebugOptions;
}

/** What a session over a plan needs, but for its changes. Throws WCT_DEBUG_BREAKPOINT, WCT_USAGE_CONDITION. */
export function sessionParts({ plan, evaluator, store, options }: PartsRequest): Omit<SessionOptions, "changes"> {
  const expressions = expressionsOver(plan, evaluator, store);
  const breakpoints = new Breakpoints(plan, expressions);
  for (const request of options.breakpoints ?? []) breakpoints.add(request);
  const { failures, stepsByDefault, onLog } = options;
  return { plan, breakpoints, expressions, failures, stepsByDefault, onLog };
}

function expressionsOver(
  plan: ExecutionPlan,
  evaluator: ExpressionEvaluator,
  store: RecordStore | null,
): PointExpressions {
  return createPointExpressions({
    plan,
    evaluator,
    open: async ({ digest }) => {
      if (store !== null) return await store.artifacts.open(digest);
      throw wctError("WCT_INTERNAL", { message: "content is read before the store is open; this is a bug in wct" });
    },
  });
}
