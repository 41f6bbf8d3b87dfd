import type { DiagnosticCode } from "../diagnostics/index.ts";
import type { Digest } from "./ids.ts";

/** Why an artifact failed. Text is stored only when a component said it on purpose (fail(), see privacy). */
export interface Failure {
  readonly code: DiagnosticCode;
  /** Safe to store and print: wct's own words, or what the component said through fail(), secrets replaced. */
  readonly message: string;
  readonly hint: string | null;
  /** A component's own code from fail(code, ...). */
  readonly componentCode: string | null;
  /** Of an exception: its class and code, and frames as `package function:line`, no machine paths. */
  readonly exception: FailedException | null;
}

export interface FailedException {
  readonly name: string;
  readonly code: string | null;
  readonly frames: readonly string[];
  /** The exception's own message is content: an object of class raw, or null when it was not kept. */
  readonly message: Digest | null;
}
