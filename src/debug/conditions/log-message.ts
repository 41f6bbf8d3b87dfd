import type { ExpressionFault } from "../../run/index.ts";
import { type CheckedExpression, checkExpression, type ExpressionContext, isFault } from "./check.ts";

/** The message of a log point: its texts and expressions in order. */
export interface LogMessage {
  readonly parts: readonly (string | CheckedExpression)[];
}

/**
 * Parses the message of a log point, such as `found {output.size} in {artifact.id}`. `{{` and `}}` stand for braces.
 * Returns all mistakes, with offsets into the message, in the order written.
 */
export function parseLogMessage(
  text: string,
  context: ExpressionContext = {},
): LogMessage | readonly ExpressionFault[] {
  const parts: (string | CheckedExpression)[] = [];
  const faults: ExpressionFault[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    if ((sign === "{" || sign === "}") && text.charAt(at + 1) === sign) {
      plain += sign;
      at += 2;
    } else if (sign === "}") {
      faults.push({ message: 'a "}" without "{"', hint: 'write "}}" for a brace', start: at, end: at + 1 });
      at += 1;
    } else if (sign === "{") {
      const end = endOfExpression(text, at + 1);
      if (end === null) {
        const hint = 'write "}" after the expression, or "{{" for a brace';
        faults.push({ message: 'a "{" without "}"', hint, start: at, end: at + 1 });
        break;
      }
      const checked = checkExpression(text.slice(at + 1, end), context);
      if (isFault(checked)) faults.push(moved(checked, at + 1));
      else parts.push(...(plain === "" ? [] : [plain]), checked);
      plain = "";
      at = end + 1;
    } else {
      plain += sign;
      at += 1;
    }
  }
  return faults.length > 0 ? faults : { parts: plain === "" ? parts : [...parts, plain] };
}

const moved = (fault: ExpressionFault, by: number): ExpressionFault => ({
  ...fault,
  start: fault.start + by,
  end: fault.end + by,
});

/** Finds the brace that ends an expression; null if there is none. Braces in its maps and its strings do not end it. */
function endOfExpression(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"' || sign === "'") at = endOfString(text, at);
    else if (sign === "{") depth += 1;
    else if (sign === "}" && depth === 0) return at;
    else if (sign === "}") depth -= 1;
  }
  return null;
}

/** Returns the offset of the last quote of a string; the end of the text if it has none. A backslash escapes in raw strings too, as the CEL library reads them. */
function endOfString(text: string, start: number): number {
  const sign = text.charAt(start);
  const quote = text.startsWith(sign.repeat(3), start) ? sign.repeat(3) : sign;
  for (let at = start + quote.length; at < text.length; at++) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length - 1;
  }
  return text.length;
}

/** Formats the values of a log message. Texts are printed as they are, and other values as JSON. */
export function logText({ parts }: LogMessage, valueFor: (expression: CheckedExpression) => unknown): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      const value = valueFor(part);
      return typeof value === "string" ? value : JSON.stringify(value);
    })
    .join("");
}
