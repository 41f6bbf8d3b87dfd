import { type Diagnostic, nearest, WctError } from "../../diagnostics/index.ts";
import { type ExpressionFault, faultDiagnostic } from "../cel/index.ts";
import { compileExpression, type Expression } from "./expression.ts";

const words = ["new", "more", "special-category", "gaps", "high", "unread"] as const;

/** A condition that a run must not meet, as the user wrote it. */
export type Condition =
  | { readonly kind: (typeof words)[number]; readonly text: string }
  | { readonly kind: "expression"; readonly text: string; readonly expression: Expression };

interface ConditionText {
  readonly text: string;
  /** Offset of the first character in the option's values, joined by newlines. */
  readonly offset: number;
}

/**
 * Parses the conditions of an option that may be repeated. Each value is a comma-separated list of words and CEL
 * expressions. Throws WCT_USAGE_CONDITION with all mistakes, each with its position.
 */
export function parseConditions(option: string, values: readonly string[]): readonly Condition[] {
  const whole = values.join("\n");
  const faults: Diagnostic[] = [];
  const conditions: Condition[] = [];
  for (const piece of piecesOf(values)) {
    const found = conditionOf(piece);
    if ("kind" in found) conditions.push(found);
    else faults.push(faultDiagnostic(option, whole, piece.offset, found));
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw new WctError([first, ...others]);
  return conditions;
}

function conditionOf({ text }: ConditionText): Condition | ExpressionFault {
  const word = words.find((one) => one === text);
  if (word !== undefined) return { kind: word, text };
  // CEL would parse `specal-category` as a subtraction of two variables.
  if (/^[A-Za-z-]*$/.test(text)) {
    const near = nearest(text, words);
    const hint =
      near === undefined
        ? `write ${words.join(", ")}, or an expression over finding and record`
        : `did you mean "${near}"?`;
    return {
      message: text === "" ? "a condition is empty" : `there is no condition "${text}"`,
      hint,
      start: 0,
      end: text.length,
    };
  }
  const compiled = compileExpression(text);
  return "holds" in compiled ? { kind: "expression", text, expression: compiled } : compiled;
}

/** Splits at commas outside brackets and strings. */
function piecesOf(values: readonly string[]): readonly ConditionText[] {
  const pieces: ConditionText[] = [];
  let base = 0;
  for (const value of values) {
    let from = 0;
    for (const comma of [...commasIn(value), value.length]) {
      const text = value.slice(from, comma);
      const space = text.length - text.trimStart().length;
      pieces.push({ text: text.trim(), offset: base + from + space });
      from = comma + 1;
    }
    base += value.length + 1;
  }
  return pieces;
}

function commasIn(text: string): readonly number[] {
  const commas: number[] = [];
  let depth = 0;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "") {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === "," && depth === 0) commas.push(at);
  }
  return commas;
}
