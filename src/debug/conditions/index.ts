/*
 * Expressions of the debugger: conditions of breakpoints, log messages, watched expressions, hit conditions.
 *
 * Start at variables.ts, which declares what expressions can use; check.ts checks an expression, facts.ts gathers the
 * values at a stop, and evaluate.ts evaluates.
 * Must not know: threads, clocks, and how a face shows a fault or a value.
 */

export {
  type CheckedExpression,
  checkCondition,
  checkExpression,
  type ExpressionContext,
  isFault,
} from "./check.ts";
export { type CompletionContext, completeExpression, type ExpressionCompletion } from "./complete.ts";
export { type Evaluated, evaluateText } from "./evaluate.ts";
export { type ExpressionEvaluator, evaluateAt } from "./evaluator.ts";
export { type FactsPlace, factsAt, type OpenMessage } from "./facts.ts";
export type { FieldUse } from "./field-use.ts";
export { type HitCondition, parseHitCondition } from "./hit-condition.ts";
export { type LogMessage, logText, parseLogMessage } from "./log-message.ts";
export {
  type ConditionFacts,
  type DeclaredField,
  type DeclaredType,
  declaredTypes,
  declaredVariables,
  type MessageFacts,
  type VariableName,
} from "./variables.ts";
