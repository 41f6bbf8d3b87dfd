import type { CheckedExpression, ConditionFacts, Evaluated, ExpressionEvaluator } from "../../debug/index.ts";
import type { Clock } from "../../domain/index.ts";
import { EvaluatorThread } from "./thread.ts";

export interface EvaluatorOptions {
  readonly clock: Clock;
  /** Milliseconds that one evaluation may take; 1000 by default. The start of the thread does not count. */
  readonly limitMs?: number | undefined;
}

/**
 * Creates an evaluator with a thread of its own, which starts with the first evaluation. An evaluation that exceeds the
 * time limit fails, and the next one gets a new thread. An idle evaluator does not keep the process alive.
 */
export function createEvaluator(options: EvaluatorOptions): ExpressionEvaluator {
  return new ThreadedEvaluator(options);
}

const closedAnswer: Evaluated = { kind: "failed", message: "the debugger has ended", hint: "start it again" };

class ThreadedEvaluator implements ExpressionEvaluator {
  readonly #clock: Clock;
  readonly #limitMs: number;
  #thread: EvaluatorThread | null = null;
  #isClosed = false;
  /** Settles when the evaluations before have. One at a time, so that each has the thread and the limit for itself. */
  #before: Promise<unknown> = Promise.resolve();

  constructor({ clock, limitMs = 1000 }: EvaluatorOptions) {
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  readonly evaluate = ({ text }: CheckedExpression, facts: ConditionFacts): Promise<Evaluated> => {
    const answer = this.#before.then(() => this.#next(text, facts));
    this.#before = answer.catch(() => undefined);
    return answer;
  };

  readonly close = async (): Promise<void> => {
    this.#isClosed = true;
    await this.#thread?.end(closedAnswer);
    await this.#before;
  };

  async #next(text: string, facts: ConditionFacts): Promise<Evaluated> {
    if (this.#isClosed) return closedAnswer;
    if (this.#thread === null || this.#thread.hasEnded) this.#thread = new EvaluatorThread();
    const thread = this.#thread;
    let cancel = (): void => {};
    const onReady = (): void => {
      cancel = this.#clock.after(this.#limitMs, () => void thread.end(this.#tooLong(text)));
    };
    const answer = await thread.evaluate({ text, facts }, onReady);
    cancel();
    return answer;
  }

  #tooLong(text: string): Evaluated {
    const usesPattern = /\bmatches\b/.test(text);
    return {
      kind: "failed",
      message: `the evaluation took longer than ${this.#limitMs} ms and was stopped`,
      hint: usesPattern ? "use a simpler pattern, or contains, startsWith or endsWith" : "use a simpler expression",
    };
  }
}
