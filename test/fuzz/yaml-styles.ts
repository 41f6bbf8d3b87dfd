import type { Mapping, Tree } from "./runbook-model.ts";

/** Numbers from 0 on that decide how each node is written; asked for one after the other. */
export type Choices = () => number;

/** Choices that repeat a list; without one they are all 0. */
export function choicesOf(list: readonly number[]): Choices {
  let at = 0;
  return () => (list.length === 0 ? 0 : list[at++ % list.length]!);
}

/** A tree as YAML text, each node in a style of its own: block or flow, plain or quoted, comments between. */
export function printYaml(tree: Tree, choices: Choices): string {
  const text = block(tree, "", choices).replace(/^\n/, "");
  const [marker, ending, mark] = [choices(), choices(), choices()];
  const document = `${marker % 4 === 1 ? "# a comment\n---\n" : ""}${text}${marker % 4 === 2 ? "...\n" : ""}`;
  return `${mark % 5 === 1 ? "\ufeff" : ""}${ending % 3 === 1 ? document.replaceAll("\n", "\r\n") : document}`;
}

/** What follows a key or a dash, its first blank or line end included. */
function block(tree: Tree, indent: string, choices: Choices): string {
  const choice = choices();
  if (isScalar(tree)) return ` ${scalar(tree, choice, "block")}${comment(choices)}\n`;
  const isEmpty = isMapping(tree) ? tree.entries.length === 0 : tree.length === 0;
  if (isEmpty || choice % 4 === 3) return ` ${flow(tree, choices)}\n`;
  const inner = `${indent}${" ".repeat(1 + (choice % 3))}`;
  const lines = isMapping(tree)
    ? tree.entries.map(([key, value]) => `${inner}${scalar(key, choices(), "key")}:${block(value, inner, choices)}`)
    : tree.map((item) => `${inner}-${isScalar(item) ? block(item, inner, choices) : ` ${flow(item, choices)}\n`}`);
  // The top has no indentation to begin with, but every line of it must have the same.
  return `\n${choices() % 6 === 1 ? `${inner}# here\n\n` : ""}${lines.join("")}`;
}

function flow(tree: Tree, choices: Choices): string {
  if (isScalar(tree)) return scalar(tree, choices(), "flow");
  const gap = choices() % 3 === 1 ? `\n${" ".repeat(40)}` : " ";
  if (isMapping(tree)) {
    const pairs = tree.entries.map(([key, value]) => `${scalar(key, choices(), "flowKey")}: ${flow(value, choices)}`);
    return pairs.length === 0 ? "{}" : `{${gap}${pairs.join(`,${gap}`)}${choices() % 2 === 1 ? "," : ""} }`;
  }
  return `[${tree.map((item) => flow(item, choices)).join(`,${gap}`)}]`;
}

type Where = "block" | "key" | "flow" | "flowKey";

function scalar(value: string | number | boolean | null, choice: number, where: Where): string {
  if (typeof value !== "string") return value === null ? ["null", "~", "Null"][choice % 3]! : String(value);
  const isPlain = /^[A-Za-z_.][A-Za-z0-9_./-]*( [A-Za-z0-9_.-]+)*$/.test(value) && !meansSomething(value);
  const isOneLine = !/[\p{Cc}\u2028\u2029\ufeff]/u.test(value) && !/^\s|\s$/.test(value);
  if (choice % 3 === 0 && isPlain) return value;
  if (choice % 3 === 1 && isOneLine) return `'${value.replaceAll("'", "''")}'`;
  if (choice % 5 === 2 && where === "block" && isOneLine && value !== "") return `!!str ${JSON.stringify(value)}`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const meansSomething = (value: string): boolean =>
  /^(null|true|false|~|[.]?(inf|nan)|[.0-9].*|---.*|[.]{3}.*)$/i.test(value) || !Number.isNaN(Number(value));

const comment = (choices: Choices): string => (choices() % 5 === 1 ? " # why" : "");
const isScalar = (tree: Tree): tree is Exclude<Tree, readonly Tree[] | Mapping> =>
  tree === null || typeof tree !== "object";
const isMapping = (tree: readonly Tree[] | Mapping): tree is Mapping => !Array.isArray(tree);
