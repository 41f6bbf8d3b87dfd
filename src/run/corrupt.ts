import { type WctError, wctError } from "../diagnostics/index.ts";
import type { RunId } from "../domain/index.ts";

/**
 * Creates the error for a record with invalid events or an invalid order of events. It names the event by its sequence
 * number.
 */
export function corrupt(
  run: RunId | null,
  seq: number,
  what: string,
  options: { readonly hint?: string; readonly cause?: unknown } = {},
): WctError {
  const where = run === null ? `event ${seq}` : `event ${seq} of "${run}"`;
  return wctError("WCT_RUN_RECORD_CORRUPT", { message: `${where}: ${what}`, ...options });
}
