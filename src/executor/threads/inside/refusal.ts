import { type DiagnosticCode, isWctError } from "../../../diagnostics/index.ts";
import type { Failure } from "../../../domain/index.ts";
import { failure } from "../../jobs/index.ts";

/**
 * Thrown by the worker's own code, with a message that is safe to keep. Every other error from a component is an
 * exception, whose message is content. This class is not exported to components, so that none can imitate it.
 */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(refused: Failure) {
    super(refused.message);
    this.name = "FailureError";
    this.failure = refused;
  }
}

export function refuse(code: DiagnosticCode, message: string, hint: string | null = null): FailureError {
  return new FailureError(failure(code, message, hint));
}

/**
 * Returns whether a thrown value is a refusal. Foreign code may throw anything, including objects that throw when their
 * class is read.
 */
export function isRefusal(thrown: unknown): thrown is FailureError {
  try {
    return thrown instanceof FailureError;
  } catch {
    return false;
  }
}

/**
 * Converts an error from a step of wct itself. The message of a coded error is safe to keep; any other error remains an
 * exception.
 */
export function asRefusal(error: unknown): unknown {
  if (!isWctError(error)) return error;
  return refuse(error.code, error.message, error.diagnostics[0]?.hint ?? null);
}
