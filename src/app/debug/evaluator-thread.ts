import { parentPort } from "node:worker_threads";
import { type ConditionFacts, type Evaluated, evaluateText } from "../../debug/index.ts";

/** What the thread is asked to evaluate. */
export interface EvaluationRequest {
  readonly text: string;
  readonly facts: ConditionFacts;
}

/** What the thread sends: that it takes requests, then one answer for each request in order. */
export type EvaluationAnswer = { readonly kind: "ready" } | Evaluated;

/** Answers the requests of the thread that started this one. Exported for evaluator-entry.js. */
export function answerRequests(): void {
  const send = (answer: EvaluationAnswer): void => parentPort?.postMessage(answer);
  parentPort?.on("message", ({ text, facts }: EvaluationRequest) => {
    const answer = evaluateText(text, facts);
    try {
      send(answer);
    } catch {
      // A value that is nested too deeply cannot be sent.
      send({ kind: "failed", message: "the value is too large", hint: "use a smaller part of the value" });
    }
  });
  send({ kind: "ready" });
}
