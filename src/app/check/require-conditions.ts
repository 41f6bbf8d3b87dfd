import { wctError } from "../../diagnostics/index.ts";
import type { Condition } from "../../run/index.ts";

/** The parameters of a check other than its conditions. */
export interface CheckContext {
  readonly hasBaseline: boolean;
  /** The file of decisions that `wct findings` uses without an option, if it exists. */
  readonly decisions?: string;
  /** Whether the findings are accepted as a baseline; then no condition is needed. */
  readonly writesBaseline: boolean;
}

/** Throws WCT_USAGE if there is nothing to check, or if a condition compares with a baseline that is not given. */
export function requireConditions(
  conditions: readonly Condition[],
  { hasBaseline, writesBaseline, decisions }: CheckContext,
): void {
  if (conditions.length === 0 && !writesBaseline) {
    throw wctError("WCT_USAGE", {
      message: "there is nothing to check: no condition is given",
      hint: "write --fail-on new, more, special-category, gaps, high, unread or a condition; or --write-baseline FILE",
    });
  }
  const comparing = conditions.find(
    (one) => one.kind === "new" || one.kind === "more" || (one.kind === "expression" && one.expression.asks.baseline),
  );
  if (comparing === undefined || hasBaseline) return;
  throw wctError("WCT_USAGE", {
    message: `"${comparing.text}" needs a baseline`,
    hint:
      decisions === undefined
        ? "add --baseline FILE or --baseline RUN"
        : `add --baseline ${decisions}, which \`wct findings\` uses, or --baseline RUN`,
  });
}
