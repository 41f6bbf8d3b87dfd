import { isWctError } from "../../diagnostics/index.ts";
import type { CheckedExpression } from "./check.ts";
import type { Evaluated } from "./evaluate.ts";
import { type FactsPlace, factsAt, type OpenMessage } from "./facts.ts";
import type { ConditionFacts } from "./variables.ts";

/** Evaluates expressions within a time limit. Never rejects because of an expression. */
export interface ExpressionEvaluator {
  /** Evaluations are independent of each other, and each gets the whole time limit. */
  readonly evaluate: (expression: CheckedExpression, facts: ConditionFacts) => Promise<Evaluated>;
  /** Ends the evaluator. Evaluations in progress fail. */
  readonly close: () => Promise<void>;
}

/**
 * Evaluates an expression at a stop. Content that cannot be read, because it was deleted or is damaged, makes it fail.
 */
export async function evaluateAt(
  expression: CheckedExpression,
  place: FactsPlace,
  open: OpenMessage,
  evaluator: ExpressionEvaluator,
): Promise<Evaluated> {
  try {
    return await evaluator.evaluate(expression, await factsAt(place, expression.uses, open));
  } catch (error) {
    if (!isWctError(error)) throw error;
    const hint = error.diagnostics[0]?.hint ?? "use fields that need no content, such as size";
    return { kind: "failed", message: error.message, hint };
  }
}
