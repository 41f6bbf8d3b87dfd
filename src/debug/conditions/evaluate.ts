import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import { listNames } from "../../diagnostics/index.ts";
import type { JsonValue } from "../../domain/index.ts";
import { faultOf } from "../../run/index.ts";
import { evaluatingEnvironment } from "./environment.ts";
import { celValue, jsonValue } from "./json-values.ts";
import { keyOf, libraryNode } from "./uses.ts";
import type { ConditionFacts } from "./variables.ts";

/** The result of an evaluation. The message never quotes content; the value may be content. */
export type Evaluated =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "failed"; readonly message: string; readonly hint: string };

/**
 * Evaluates a checked expression in this thread. A regular expression in it can run practically forever, so this belongs
 * in a thread that can be ended. Equal texts and facts give equal results.
 */
export function evaluateText(text: string, facts: ConditionFacts): Evaluated {
  let context: Readonly<Record<string, unknown>> | undefined;
  try {
    context = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, celValue(value)]));
    return { kind: "value", value: jsonValue(parse(text)(context)) };
  } catch (error) {
    if (error instanceof RangeError) {
      return failed("a value is too large, or nested too deeply", "use a smaller part of the value");
    }
    return describedFailure(error, text, facts, context ?? {});
  }
}

const parsedTexts = new Map<string, ParseResult>();
const mostParsedTexts = 1000;
let created: Environment | undefined;

function parse(text: string): ParseResult {
  const known = parsedTexts.get(text);
  if (known !== undefined) return known;
  created ??= evaluatingEnvironment();
  const parsed = created.parse(text);
  if (parsedTexts.size >= mostParsedTexts) parsedTexts.clear();
  parsedTexts.set(text, parsed);
  return parsed;
}

const failed = (message: string, hint: string): Evaluated => ({ kind: "failed", message, hint });

type Reported = ReturnType<typeof faultOf>;

function describedFailure(
  error: unknown,
  text: string,
  facts: ConditionFacts,
  context: Readonly<Record<string, unknown>>,
): Evaluated {
  // The library lets some exceptions of the functions that it calls pass, for example of JSON.parse.
  const reported = isOfLibrary(error) ? faultOf(error, text) : null;
  const written = reported === null ? text : text.slice(reported.start, reported.end);
  if (reported?.code === "no_such_key") return missingKey(reported, written, facts, context);
  const [message, hint] = wordsFor(reported);
  return failed(`${message} in "${written.trim() === "" ? text : written}"`, hint);
}

const isOfLibrary = (error: unknown): boolean => error instanceof Error && "summary" in error;

/** Messages of the library that quote values are replaced, because values may be content. */
function wordsFor(reported: Reported | null): readonly [message: string, hint: string] {
  const code = reported?.code ?? "";
  if (/^(division|modulo)_by_zero$/.test(code)) return ["division by zero", "test the divisor first"];
  if (code === "index_out_of_bounds") return ["no element at this position", "test size() first"];
  if (code === "numeric_overflow") return ["a number is too large for an int", "use double()"];
  if (code === "invalid_regular_expression") return ["an invalid regular expression", "correct the pattern"];
  if (/_conversion_error$|^invalid_(timestamp|duration)$/.test(code)) {
    return ["a value that cannot be converted", "test the value before the conversion"];
  }
  if (reported !== null && code === "no_such_overload") {
    const types = reported.summary.replace(/^no such overload: /i, "").replaceAll(/dyn<([\w.]+)>/g, "$1");
    return [`no operator for ${types}`, "test type() first, or convert with int(), double() or string()"];
  }
  return ["a value of another type than the expression needs", "test type() first"];
}

function missingKey(
  { node: reported }: Reported,
  written: string,
  { inputs, artifact }: ConditionFacts,
  context: Readonly<Record<string, unknown>>,
): Evaluated {
  const node = libraryNode(reported);
  const isAccess = node?.op === "." || node?.op === "[]";
  if (!isAccess) return failed(`"${written}" is missing`, "test it with has() first");
  const [from] = node.args;
  const source = textOfNode(from);
  if (partValue(source, context) === null) return failed(`"${source}" is null here`, `test ${source} != null first`);
  const key = keyOf(node);
  if (source === "inputs") {
    const named = key === null ? "that input" : `input "${key}"`;
    return failed(`"${artifact.id}" has no ${named}`, `its inputs are ${listNames(Object.keys(inputs), 10)}`);
  }
  const hint = key === null ? `test KEY in ${source} first` : `test "${key}" in ${source} first`;
  return failed(key === null ? `"${source}" does not have that key` : `"${source}" has no key "${key}"`, hint);
}

const textOfNode = ({ input, range }: ASTNode): string => input.slice(range.start, range.end);

/** Evaluates a part of an expression. Undefined if it uses a variable of a macro. */
function partValue(source: string, context: Readonly<Record<string, unknown>>): unknown {
  try {
    return parse(source)(context);
  } catch {
    return undefined;
  }
}
