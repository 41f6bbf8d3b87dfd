import type { ASTNode } from "@marcbachmann/cel-js";
import { type ExpressionNode, partsOf } from "../../run/index.ts";
import type { FieldUse } from "./field-use.ts";
import { type DeclaredType, declaredVariables, type VariableName } from "./variables.ts";

/** Returns the uses of variables, in the order written. Uses of no field, such as `output == null`, are left out. */
export function usesOf(root: ASTNode): readonly FieldUse[] {
  const uses: FieldUse[] = [];
  const visit = (node: ASTNode, above: readonly ASTNode[]): void => {
    const name = node.op === "id" ? variableName(node.args) : undefined;
    if (name !== undefined) uses.push(...useOf(name, node, above));
    for (const part of partsOf<ASTNode>(node)) visit(part, [node, ...above]);
  };
  visit(root, []);
  return uses;
}

/** Returns the variables of an expression, sorted. A variable of a macro counts if it has the same name. */
export function variablesOf(nodes: Iterable<ASTNode>): readonly VariableName[] {
  const names = [...nodes].flatMap((node) => (node.op === "id" ? (variableName(node.args) ?? []) : []));
  return [...new Set(names)].toSorted();
}

const variableName = (name: string): VariableName | undefined =>
  Object.hasOwn(declaredVariables, name) ? (name as VariableName) : undefined;

/** `above`: the nodes that contain the node, innermost first. */
function useOf(variable: VariableName, node: ASTNode, above: readonly ASTNode[]): readonly FieldUse[] {
  const [parent, grandparent] = above;
  if (variable !== "inputs") {
    if (parent !== undefined && isNullTest(parent)) return [];
    return [{ variable, input: null, field: fieldIn(parent, node) }];
  }
  if (parent !== undefined && isAboutKeys(parent, node)) return [];
  if (parent === undefined || !isAccessOf(parent, node)) return [{ variable, input: null, field: null }];
  const input = fieldIn(parent, node);
  if (grandparent !== undefined && isNullTest(grandparent)) return [];
  return [{ variable, input, field: fieldIn(grandparent, parent) }];
}

/** Returns the key with which a node reads a value; null if it is not known before the evaluation, or no access. */
export function keyOf(access: ASTNode | undefined): string | null {
  if (access?.op === "." || access?.op === ".?") return access.args[1];
  if (access?.op !== "[]" && access?.op !== "[?]") return null;
  const key = access.args[1];
  return key.op === "value" && typeof key.args === "string" ? key.args : null;
}

const isAccessOf = (access: ASTNode, value: ASTNode): boolean =>
  (access.op === "." || access.op === ".?" || access.op === "[]" || access.op === "[?]") && access.args[0] === value;

const fieldIn = (access: ASTNode | undefined, value: ASTNode): string | null =>
  access !== undefined && isAccessOf(access, value) ? keyOf(access) : null;

const isNullTest = ({ op, args }: ASTNode): boolean =>
  (op === "==" || op === "!=") && args.some((side) => side.op === "value" && side.args === null);

const keyMacros: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map", "size"]);

/** Whether a node uses only the keys of a map. */
function isAboutKeys(node: ASTNode, map: ASTNode): boolean {
  if (node.op === "in") return node.args[1] === map;
  if (node.op === "call") return node.args[0] === "size";
  return node.op === "rcall" && node.args[1] === map && keyMacros.has(node.args[0]);
}

/** Returns the declared type of what a node reads, as far as it can be told from its form; null: another. */
export function declaredTypeOf(node: ASTNode): DeclaredType | null {
  if (node.op === "id") {
    const types = { output: "Message", artifact: "Artifact", run: "Run" } as const;
    return Object.hasOwn(types, node.args) ? types[node.args as keyof typeof types] : null;
  }
  if (node.op !== "." && node.op !== "[]") return null;
  const [from] = node.args;
  if (from.op === "id" && from.args === "inputs") return "Message";
  return from.op === "id" && from.args === "artifact" && keyOf(node) === "error" ? "ArtifactError" : null;
}

/** Returns a node that the library reported, with the library's type. */
export const libraryNode = (node: ExpressionNode | null): ASTNode | null => node as ASTNode | null;
