import { isWctError, safeText } from "../../diagnostics/index.ts";

/**
 * Returns what a user reads about an error: each diagnostic with its hint, and the position if it has one. An error
 * that is not a WctError is a bug, whose text is left out: it may contain content.
 */
export function failureText(error: unknown): string {
  if (!isWctError(error)) return "this is a bug in wct; report it with what you did before";
  return error.diagnostics
    .map(({ message, hint, location }) => {
      const where = location === undefined ? "" : ` (line ${location.line}, column ${location.column})`;
      return `${safeText(message)}${where}${hint === undefined ? "" : `; ${safeText(hint)}`}`;
    })
    .join("\n");
}
