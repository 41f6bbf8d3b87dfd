import { Environment, EvaluationError } from "@marcbachmann/cel-js";
import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { celLimits, type ExpressionFault, faultOf, nodesIn } from "../cel/index.ts";
import type { FindingFacts, RecordFacts } from "./facts.ts";

/** The variables of an expression. */
interface Facts {
  readonly finding: FindingFacts | null;
  readonly record: RecordFacts | null;
}

/** A checked CEL expression. */
export interface Expression {
  /** Which variables it uses. */
  readonly asks: { readonly finding: boolean; readonly record: boolean; readonly baseline: boolean };
  readonly holds: (facts: Facts) => boolean;
}

const findingTypes = {
  artifact: "string",
  id: "string",
  kind: "string",
  category: "string",
  subject: "string",
  purpose: "string",
  rule: "string",
  confidence: "string",
  score: "double",
  count: "int",
  special_category: "bool",
  sensitive: "bool",
  vulnerable: "string",
  review: "bool",
  path: "string",
  table: "string",
  column: "string",
  field: "string",
  is_new: "bool",
  status: "string",
  accepted_count: "int",
  has_grown: "bool",
} as const satisfies Readonly<Record<keyof FindingFacts, string>>;

const recordTypes = {
  gaps: "int",
  activities: "int",
  unassigned: "int",
  completeness: "double",
} as const satisfies Readonly<Record<keyof RecordFacts, string>>;

const environment = new Environment({ limits: celLimits })
  .registerVariable({ name: "finding", schema: findingTypes })
  .registerVariable({ name: "record", schema: recordTypes });

/** Parses an expression and checks it against the available variables. Every mistake is found before any evaluation. */
export function compileExpression(text: string): Expression | ExpressionFault {
  try {
    const parsed = environment.parse(text);
    const { valid, type, error } = parsed.check();
    if (!valid) return faultWithHint(error, text);
    const whole = { start: 0, end: text.length };
    if (type !== "bool")
      return { ...whole, message: `the condition evaluates to ${type}, not to true or false`, hint: "compare it" };
    const nodes = [...nodesIn(parsed.ast)];
    const regular = nodes.find(({ op, args }) => (op === "rcall" || op === "call") && args[0] === "matches");
    // A regular expression can take practically forever, and nothing could stop it.
    if (regular !== undefined) {
      const hint = "use contains, startsWith, endsWith or a comparison";
      return { ...regular.range, message: "conditions do not support regular expressions", hint };
    }
    const named = (name: string): boolean => nodes.some(({ op, args }) => op === "id" && args === name);
    const asks = {
      finding: named("finding"),
      record: named("record"),
      baseline: /\b(?:is_new|status|accepted_count|has_grown)\b/.test(text),
    };
    if (!asks.finding && !asks.record) {
      return {
        ...whole,
        message: "the condition does not depend on the run",
        hint: "name finding.FIELD or record.FIELD",
      };
    }
    return { asks, holds: (facts) => isTrue(text, () => parsed(contextOf(facts))) };
  } catch (error) {
    return faultWithHint(error, text);
  }
}

/** Throws WCT_USAGE_CONDITION, because a condition that cannot be evaluated must not count as false. */
function isTrue(text: string, evaluate: () => unknown): boolean {
  try {
    return evaluate() === true;
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause;
    throw wctError("WCT_USAGE_CONDITION", {
      message: `"${text}" cannot be evaluated: ${cause.summary}`,
      hint: "write a condition that can be evaluated for every finding",
      cause,
    });
  }
}

/** Returns the variables for CEL, whose integers are BigInts. */
function contextOf({ finding, record }: Facts) {
  return {
    finding:
      finding === null
        ? undefined
        : {
            ...finding,
            count: BigInt(Math.trunc(finding.count)),
            accepted_count: BigInt(Math.trunc(finding.accepted_count)),
          },
    record:
      record === null
        ? undefined
        : {
            ...record,
            gaps: BigInt(record.gaps),
            activities: BigInt(record.activities),
            unassigned: BigInt(record.unassigned),
          },
  };
}

function faultWithHint(error: unknown, text: string): ExpressionFault {
  const { summary, start, end } = faultOf(error, text);
  return { message: messageOf(summary, text), hint: hintOf(text.slice(start, end)), start, end };
}

/** Converts the library's message to the form of our messages. */
function messageOf(summary: string, text: string): string {
  const said = summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\bEOF\b/, "the end");
  return `${said.replace(/: ([\w.]+)$/, ': "$1"')} in "${text}"`;
}

function hintOf(written: string): string {
  const fields = [
    ...Object.keys(findingTypes).map((field) => `finding.${field}`),
    ...Object.keys(recordTypes).map((field) => `record.${field}`),
  ];
  const near = nearest(written, [...fields.map((field) => field.replace(/^\w+\./, "")), "finding", "record"]);
  if (near !== undefined && near !== written) return `did you mean "${near}"?`;
  return `a condition can use ${listNames(fields, 30)}`;
}
