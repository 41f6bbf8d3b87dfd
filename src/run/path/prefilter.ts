import { jsonpath } from "json-p3";
import type { Filter } from "./parts.ts";

const { InfixExpression, LogicalExpression, RelativeQuery, StringLiteral } = jsonpath.expressions;
type Expression = InstanceType<typeof jsonpath.expressions.FilterExpression>;

/**
 * Texts of which at least one is in the line of every element that a filter lets pass; null when there are none.
 * `@.a == 'x'` needs `"x"` in the line, `A && B` what A or what B needs, `A || B` one of both.
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
 * Finds the lines that may hold one of the texts. A text is looked for as JSON.stringify writes it; a line that writes
 * characters in another way (`\u0065`, `\/`), as a record from elsewhere may, is always one of them.
 */
export class LineSearch {
  readonly #needles: readonly Buffer[];

  constructor(texts: readonly string[]) {
    this.#needles = [...texts, "\\u", "\\/"].map((text) => Buffer.from(text));
  }

  /** Calls back for each line of the bytes, which end with one, that may hold a text; returns the number of lines. */
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

/** Where it is next; beyond all bytes when it is not there. */
function placeOf(bytes: Buffer, needle: Buffer, from: number): number {
  const at = bytes.indexOf(needle, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
