import { assertNever } from "../../diagnostics/index.ts";
import type { Selection } from "./parse.ts";

/** Writes a parsed expression. Parsing the text gives the same expression, apart from positions. */
export function printSelection(selection: Selection): string {
  switch (selection.kind) {
    case "artifact":
      return selection.written;
    case "tag":
      return `tag:${selection.written}`;
    case "status":
      return `status:${selection.status}`;
    case "reach":
      return `${steps(selection.inputs, "before")}${printed(selection.of, ["reach", "not", "and", "or"])}${steps(selection.dependents, "after")}`;
    case "not":
      return `not ${printed(selection.of, ["and", "or"])}`;
    case "and":
      return selection.of.map((one) => printed(one, ["and", "or"])).join(" and ");
    case "or":
      return selection.of.map((one) => printed(one, ["or"])).join(", ");
    default:
      return assertNever(selection);
  }
}

/** Writes a part of an expression; one of these kinds in brackets. */
function printed(selection: Selection, bracketed: readonly Selection["kind"][]): string {
  const text = printSelection(selection);
  return bracketed.includes(selection.kind) ? `(${text})` : text;
}

function steps(count: number, side: "before" | "after"): string {
  if (count === 0) return "";
  if (count === Number.POSITIVE_INFINITY) return "+";
  return side === "before" ? `${count}+` : `+${count}`;
}
