/*
 * What the debugger needs of the machine: the thread that evaluates expressions.
 *
 * Start at evaluator.ts; evaluator-thread.ts is the other end, in the thread.
 * Must not know: how a session decides what to evaluate, and how a face shows the result.
 */

export { createEvaluator, type EvaluatorOptions } from "./evaluator.ts";
