import { catalogue, type DiagnosticCode } from "./catalogue.ts";
import type { ExitCode } from "./catalogue-entry.ts";
import { type Diagnostic, type DiagnosticDetails, diagnostic } from "./diagnostic.ts";

// instanceof fails between two copies of the package (a plugin may bring its own); the symbol does not.
const brand = Symbol.for("wct.error");

/** An expected failure, with at least one diagnostic and an optional cause. */
export class WctError extends Error {
  readonly [brand] = true;
  readonly code: DiagnosticCode;
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly [Diagnostic, ...Diagnostic[]], options?: { readonly cause?: unknown }) {
    super(diagnostics[0].message, options);
    this.name = "WctError";
    this.code = diagnostics[0].code;
    this.diagnostics = diagnostics;
  }

  /** The exit code in the catalogue entry of the first diagnostic. */
  get exitCode(): ExitCode {
    return catalogue[this.code].exitCode;
  }
}

/** Creates a WctError with one diagnostic. */
export function wctError(code: DiagnosticCode, details: DiagnosticDetails & { readonly cause?: unknown }): WctError {
  const { cause, ...rest } = details;
  return new WctError([diagnostic(code, rest)], cause === undefined ? undefined : { cause });
}

export function isWctError(value: unknown): value is WctError {
  return value instanceof Error && brand in value;
}

/** Throws WCT_INTERNAL if an internal condition is false. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw wctError("WCT_INTERNAL", { message: `${what}; this is a bug in wct` });
}

/** Throws WCT_INTERNAL in the default branch of an exhaustive switch. */
export function assertNever(value: never): never {
  throw wctError("WCT_INTERNAL", { message: `unexpected case ${JSON.stringify(value)}; this is a bug in wct` });
}
