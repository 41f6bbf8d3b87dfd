import { jsonpath } from "json-p3";
import type { Filter } from "./parts.ts";

const { InfixExpression, LogicalExpression, RelativeQuery, StringLiteral } = jsonpath.expressions;
type Expression = InstanceType<typeof jsonpath.expressions.FilterExpression>;

/**
 * Returns texts of which at least one is in the line of every element that a filter accepts; null if there are none.
 * `@.a == 'x'` needs `"x"` in the line, `A && B` needs the texts of A or those of B, `A || B` needs one of both.
 */
export function necessaryTexts(filter: Filter): readonly string[] | null {
  return needs(filter);
}

function needs(expression: Expression): readonly string[] | null {
  if (expression instanceof LogicalExpression) return needs(expression.expression);
  if (!(expression instanceof InfixExpression)) return null;
  const { left, operator, right } = expression;
  switch (operator) {
    case "==":
      return compared(left, right) ?? compared(right, left);
    case "&&":
      return needs(left) ?? needs(right);
    case "||": {
      const [one, other] = [needs(left), needs(right)];
      return one === null || other === null ? null : [...one, ...other];
    }
    default:
      return null;
  }
}

function compared(literal: Expression, value: Expression): readonly string[] | null {
  if (!(literal instanceof StringLiteral && value instanceof RelativeQuery)) return null;
  return [JSON.stringify(literal.value)];
}

/**
 * Finds the lines that may contain one of the texts. Searches for a text as JSON.stringify writes it. A line with other
 * escapes (`\u0065`, `\/`), which a record from elsewhere may contain, always counts as found.
 */
export class LineSearch {
  readonly #needles: readonly Buffer[];

  constructor(texts: readonly string[]) {
    this.#needles = [...texts, "\\u", "\\/"].map((text) => Buffer.from(text));
  }

  /**
   * Calls back for each line that may contain a text, and returns the number of lines. The bytes end with a complete
   * line.
   */
  forEach(bytes: Buffer, found: (line: string, number: number) => void): number {
    const next = this.#needles.map((needle) => placeOf(bytes, needle, 0));
    let soonest = Math.min(...next);
    let number = 0;
    for (let start = 0; start < bytes.length; number++) {
      const lineFeed = bytes.indexOf(10, start);
      const end = lineFeed < 0 ? bytes.length : lineFeed;
      if (soonest < end) {
        found(bytes.toString("utf8", start, end), number);
        for (const [i, needle] of this.#needles.entries()) {
          if ((next[i] ?? 0) < end) next[i] = placeOf(bytes, needle, end);
        }
        soonest = Math.min(...next);
      }
      start = end + 1;
    }
    return number;
  }
}

/** Returns the next position; infinity if there is none. */
function placeOf(bytes: Buffer, needle: Buffer, from: number): number {
  const at = bytes.indexOf(needle, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
