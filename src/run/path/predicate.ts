import { jsonpath, Nothing } from "json-p3";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { environment } from "./compile.ts";
import { asLibraryValue, stepsOf } from "./document.ts";
import type { Filter } from "./parts.ts";

const { expressions } = jsonpath;
type Expression = InstanceType<typeof expressions.FilterExpression>;

/** Returns whether a filter accepts an element of the stream. */
type Predicate = (element: JsonValue, index: number) => boolean;

/**
 * Compiles a filter to a function. Comparisons of plain paths avoid the library's node lists, which is twice as fast;
 * the library still compares the values.
 */
export function predicateOf(filter: Filter, rest: JsonObject): Predicate {
  const rootValue = asLibraryValue(rest);
  return (
    plainly(filter) ??
    ((element, index) =>
      filter.evaluate({ environment, currentValue: asLibraryValue(element), rootValue, currentKey: index }))
  );
}

type Test = (element: JsonValue) => boolean;

function plainly(expression: Expression): Test | null {
  if (expression instanceof expressions.LogicalExpression) return plainly(expression.expression);
  if (expression instanceof expressions.RelativeQuery) {
    const value = operandOf(expression);
    return value === null ? null : (element) => value(element) !== Nothing;
  }
  if (!(expression instanceof expressions.InfixExpression)) return null;
  const { left, operator, right } = expression;
  if (!expression.logical) return comparison(operandOf(left), operator, operandOf(right));
  const [one, other] = [plainly(left), plainly(right)];
  if (one === null || other === null) return null;
  return operator === "&&" ? (element) => one(element) && other(element) : (element) => one(element) || other(element);
}

type Value = (element: JsonValue) => JsonValue | typeof Nothing;

function comparison(left: Value | null, operator: string, right: Value | null): Test | null {
  if (left === null || right === null) return null;
  return (element) => expressions.compare(left(element), operator, right(element));
}

/** Returns the value of a literal or plain path; null for anything else. */
function operandOf(expression: Expression): Value | null {
  if (
    expression instanceof expressions.StringLiteral ||
    expression instanceof expressions.NumberLiteral ||
    expression instanceof expressions.BooleanLiteral
  ) {
    const { value } = expression;
    return () => value;
  }
  if (expression instanceof expressions.NullLiteral) return () => null;
  if (!(expression instanceof expressions.RelativeQuery)) return null;
  const steps = stepsOf(expression.path.segments);
  return steps === null ? null : (element) => follow(element, steps);
}

function follow(element: JsonValue, steps: readonly (string | number)[]): JsonValue | typeof Nothing {
  let at: JsonValue | undefined = element;
  for (const step of steps) {
    if (typeof step === "string") at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    else at = Array.isArray(at) ? at.at(step) : undefined;
    if (at === undefined) return Nothing;
  }
  return at;
}
