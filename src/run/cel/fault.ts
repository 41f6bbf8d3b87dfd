import { type Diagnostic, diagnostic } from "../../diagnostics/index.ts";
import { type ExpressionNode, isNode } from "./nodes.ts";

/** A mistake in an expression. Offsets are into its text, in UTF-16 units; the end is exclusive. */
export interface ExpressionFault {
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}

/** What the CEL library reports about an expression. Offsets as in {@link ExpressionFault}. */
interface ReportedFault {
  /** The library's code, such as `no_such_key`. */
  readonly code: string;
  /** The library's message without its drawing of the place. For an evaluation it may quote content. */
  readonly summary: string;
  readonly node: ExpressionNode | null;
  readonly start: number;
  readonly end: number;
}

/** Reads an error of the CEL library. Throws the error itself if it is another. */
export function faultOf(error: unknown, text: string): ReportedFault {
  if (!isReported(error)) throw error;
  const start = Math.min(error.range?.start ?? 0, text.length);
  const end = Math.max(start, Math.min(error.range?.end ?? start, text.length));
  return { code: error.code, summary: error.summary, node: isNode(error.node) ? error.node : null, start, end };
}

interface LibraryError extends Error {
  readonly code: string;
  readonly summary: string;
  readonly node?: unknown;
  readonly range?: { readonly start: number; readonly end: number };
}

// The library is not loaded here, so its classes are recognised by what they have.
const isReported = (error: unknown): error is LibraryError =>
  error instanceof Error &&
  /^(Parse|Evaluation|Type)Error$/.test(error.name) &&
  "summary" in error &&
  typeof error.summary === "string" &&
  "code" in error &&
  typeof error.code === "string";

/**
 * Returns a WCT_USAGE_CONDITION about an expression. `file` and `whole`: the name and the text of the source that shows
 * it, such as an option and its values; `offset`: where the expression starts in it.
 */
export function faultDiagnostic(file: string, whole: string, offset: number, fault: ExpressionFault): Diagnostic {
  const { message, hint } = fault;
  const location = rangeIn(whole, file, offset + fault.start, offset + fault.end);
  return diagnostic("WCT_USAGE_CONDITION", { message, hint, location });
}

function rangeIn(text: string, file: string, start: number, end: number) {
  const before = text.slice(0, start).split("\n");
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { file, line, column, endLine: line, endColumn: column + Math.max(1, end - start) };
}
