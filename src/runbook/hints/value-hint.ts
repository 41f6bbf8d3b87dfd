import type { z } from "zod";
import { nearest } from "../../diagnostics/index.ts";
import type { WantedType } from "../model.ts";
import type { ScalarNode, TextSpan, TreeNode } from "../yaml/index.ts";
import { asList, inQuotes, plainTextFrom } from "../yaml/index.ts";
import { meantBoolean, meantNumber } from "./meant-value.ts";

/** The required type of a value, and the text of the file. */
interface Wanted {
  readonly type: WantedType;
  readonly text: string;
}

/** Suggests how to write a value as the required type. Uses the characters in the file: `1.10` never becomes `1.1`. */
export function hintForType(node: TreeNode, { type, text }: Wanted): string | undefined {
  if (type === "text") return textHint(node, text);
  if (node.kind !== "scalar" || node.value === null) return undefined;
  if (type === "boolean") return booleanHint(node);
  if (node.hasPlaceholder) return undefined;
  if (type === "list")
    return `write ${typeof node.value === "string" ? asList(node.value) : `[${inQuotes(node.written)}]`}`;
  if (typeof node.value !== "string") return undefined;
  const number = meantNumber(node.value, type === "seconds" ? "seconds" : "plain");
  if (number === undefined) return type === "seconds" ? "write the seconds as one number, without a unit" : undefined;
  return number === node.value ? `write ${number}, without quotes` : `write ${number}`;
}

function booleanHint(node: ScalarNode): string {
  const meant = meantBoolean(node.written);
  return meant === undefined ? "write true or false, without quotes" : `write ${meant}`;
}

/**
 * Suggests how to write a text. Also handles mappings and lists, because a user who does not know YAML may mean `{x}`
 * and `[x]` as texts.
 */
function textHint(node: TreeNode, text: string): string | undefined {
  if (node.kind !== "scalar") {
    const written = text.slice(node.span.start, node.span.end).trim();
    return /^[{[].*[}\]]$/.test(written) ? `write it in quotes if it is a text: ${inQuotes(written)}` : undefined;
  }
  if (node.written !== "") {
    const meant = node.value === null ? " if it is a text" : "";
    return `write it in quotes${meant}: ${inQuotes(node.written)}`;
  }
  return typeof node.value === "string" ? undefined : emptyValueHint(node.span, text);
}

/**
 * Explains an empty value such as `name: #1 shop` or `name: &co`, where the rest of the line is a comment or an anchor.
 */
function emptyValueHint(key: TextSpan, text: string): string | undefined {
  const line = text.slice(key.end, (text.indexOf("\n", key.end) + 1 || text.length + 1) - 1);
  const lost = /^\s*:\s+(?:(#.*\S)|(&\S+))\s*$/.exec(line);
  if (lost?.[1] !== undefined)
    return `# after a space begins a comment; write the text in quotes: ${inQuotes(lost[1])}`;
  if (lost?.[2] === undefined) return undefined;
  const start = key.end + line.indexOf(lost[2]);
  return `& at the beginning names an anchor; write the text in quotes: ${inQuotes(plainTextFrom(text, start))}`;
}

/** Returns the type that an issue of the grammar requires; undefined if it requires none. */
export function wantedType(issue: z.core.$ZodIssue): WantedType | undefined {
  if (issue.code !== "invalid_type") return undefined;
  switch (issue.expected) {
    case "string":
      return "text";
    case "array":
      return "list";
    case "boolean":
      return "boolean";
    case "number":
    case "int":
      return /seconds/.test(issue.message) ? "seconds" : "number";
    default:
      return undefined;
  }
}

/** Suggests the nearest of several allowed names. */
export function hintForChoice(node: TreeNode, values: readonly string[]): string | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  const near = nearest(node.value, values);
  return near === undefined ? undefined : `write "${near}"`;
}
