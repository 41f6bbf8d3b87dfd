import { type DiagnosticCode, isWctError } from "../../../diagnostics/index.ts";
import type { Failure } from "../../../domain/index.ts";
import { failure } from "../failures.ts";

/**
 * Thrown by this side of the contract, with words that are safe to keep. Everything else that comes out of a component
 * is an exception, whose message is content. Not exported to components, so that none can pass for it.
 */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(refused: Failure) {
    super(refused.message);
    this.name = "Refusal";
    this.failure = refused;
  }
}

export function refuse(code: DiagnosticCode, message: string, hint: string | null = null): Refusal {
  return new Refusal(failure(code, message, hint));
}

/** Foreign code throws what it likes, also objects that throw when they are asked for their class. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  try {
    return thrown instanceof Refusal;
  } catch {
    return false;
  }
}

/** What a step of ours threw: coded errors have words that are safe to keep; anything else stays an exception. */
export function asRefusal(error: unknown): unknown {
  if (!isWctError(error)) return error;
  return refuse(error.code, error.message, error.diagnostics[0]?.hint ?? null);
}
