import type { Environment, ParseResult } from "@marcbachmann/cel-js";
import { listNames, nearest } from "../../diagnostics/index.ts";
import { type ExpressionFault, faultOf, nodesIn } from "../../run/index.ts";
import { checkingEnvironment } from "./environment.ts";
import { hintFor, messageFor } from "./fault-words.ts";
import type { FieldUse } from "./field-use.ts";
import { keyOf, usesOf, variablesOf } from "./uses.ts";
import type { VariableName } from "./variables.ts";

/** An expression whose syntax and types are correct. */
export interface CheckedExpression {
  readonly text: string;
  /** Its CEL type, such as `bool`, `int` or `dyn`. */
  readonly type: string;
  readonly variables: readonly VariableName[];
  readonly uses: readonly FieldUse[];
}

/** What is known about the artifacts for which an expression is meant. */
export interface ExpressionContext {
  /** The ids that can be keys of `inputs`. Undefined: not known, so keys are not checked. */
  readonly inputs?: readonly string[] | undefined;
}

export function isFault<T extends object>(checked: T | ExpressionFault): checked is ExpressionFault {
  return "message" in checked && "hint" in checked && "start" in checked;
}

/** Parses and checks the condition of a breakpoint, which must be true or false. */
export function checkCondition(text: string, context: ExpressionContext = {}): CheckedExpression | ExpressionFault {
  const checked = checkExpression(text, context);
  if (isFault(checked) || checked.type === "bool") return checked;
  const whole = { start: 0, end: text.length };
  if (checked.type === "dyn") {
    const hint = "compare it, for example with == true";
    return { ...whole, message: `"${text}" can have any value, so it is no condition`, hint };
  }
  const hint = "compare it, for example with == or >";
  return { ...whole, message: `"${text}" evaluates to ${checked.type}, not to true or false`, hint };
}

/** Parses and checks an expression of any type. Returns the first mistake. */
export function checkExpression(text: string, context: ExpressionContext = {}): CheckedExpression | ExpressionFault {
  if (text.trim() === "") {
    return { message: "the expression is empty", hint: "write, for example, output.size > 0", start: 0, end: 0 };
  }
  const whole = { start: 0, end: text.length };
  try {
    created ??= checkingEnvironment();
    const parsed = created.parse(text);
    const { valid, type, error } = parsed.check();
    if (!valid) return described(error, text, context);
    if (type === "CelNamespace") return { ...whole, message: `"${text}" has no value`, hint: "call a function of it" };
    return inputFault(parsed, context) ?? checkedOf(text, type ?? "dyn", parsed);
  } catch (error) {
    return described(error, text, context);
  }
}

let created: Environment | undefined;

function checkedOf(text: string, type: string, { ast }: ParseResult): CheckedExpression {
  return { text, type, variables: variablesOf(nodesIn(ast)), uses: usesOf(ast) };
}

function described(error: unknown, text: string, context: ExpressionContext): ExpressionFault {
  const reported = faultOf(error, text);
  const { start, end } = reported;
  return { message: messageFor(reported, text), hint: hintFor(reported, text, context.inputs ?? []), start, end };
}

/** Finds an input that no artifact at hand has. `has(inputs.x)` and `"x" in inputs` may ask for any. */
function inputFault({ ast }: ParseResult, { inputs }: ExpressionContext): ExpressionFault | undefined {
  if (inputs === undefined) return undefined;
  const nodes = [...nodesIn(ast)];
  const asked = new Set(nodes.flatMap((node) => (node.op === "call" && node.args[0] === "has" ? node.args[1] : [])));
  for (const node of nodes) {
    if ((node.op !== "." && node.op !== "[]") || asked.has(node)) continue;
    const [from] = node.args;
    const key = keyOf(node);
    if (from.op !== "id" || from.args !== "inputs" || key === null || inputs.includes(key)) continue;
    const near = nearest(key, inputs);
    const list = inputs.length === 0 ? "the artifact has no inputs" : `its inputs are ${listNames(inputs, 10)}`;
    const place = rangeOfKey(node.input, node.end, key);
    return { message: `no input "${key}"`, hint: near === undefined ? list : `did you mean "${near}"?`, ...place };
  }
  return undefined;
}

/** The key is the last thing before the end of its access. */
function rangeOfKey(text: string, end: number, key: string): Pick<ExpressionFault, "start" | "end"> {
  const start = text.lastIndexOf(key, end - key.length);
  return start === -1 ? { start: Math.max(0, end - 1), end } : { start, end: start + key.length };
}
