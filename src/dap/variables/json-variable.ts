import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { arrayPage } from "./paging.ts";
import type { ChildPage, ShownVariable, VariableReferences } from "./references.ts";
import { typeName, valueText } from "./value-text.ts";

/** A value with its name, and the expression that evaluates to it, if there is one. */
export interface NamedJson {
  readonly name: string;
  readonly value: unknown;
  readonly evaluateName?: string | undefined;
}

/** Returns a variable for a JSON value; its children become variables when they are asked for. */
export function jsonVariable(references: VariableReferences, { name, value, evaluateName }: NamedJson): ShownVariable {
  const shown: ShownVariable = {
    name,
    value: valueText(value),
    type: typeName(value),
    variablesReference: 0,
    ...(evaluateName === undefined ? {} : { evaluateName }),
  };
  if (Array.isArray(value) && value.length > 0) {
    const children = (page: ChildPage) => elementsOf(references, value, page);
    return { ...shown, indexedVariables: value.length, variablesReference: references.add({ children }) };
  }
  if (isJsonObject(value as JsonValue) && Object.keys(value as JsonObject).length > 0) {
    const object = value as JsonObject;
    const children = (page: ChildPage) => entriesOf(references, object, page);
    const namedVariables = Object.keys(object).length;
    return { ...shown, namedVariables, variablesReference: references.add({ children }) };
  }
  return shown;
}

async function elementsOf(references: VariableReferences, values: readonly unknown[], page: ChildPage) {
  if (page.kind === "named") return [];
  return await arrayPage(page, values.length, (from, to) =>
    values.slice(from, to).map((value, at) => jsonVariable(references, { name: `[${from + at}]`, value })),
  );
}

function entriesOf(references: VariableReferences, object: JsonObject, page: ChildPage): readonly ShownVariable[] {
  if (page.kind === "indexed") return [];
  const all = Object.entries(object);
  const { start, count } = page;
  const shown = count === undefined || count <= 0 ? all.slice(start) : all.slice(start, start + count);
  return shown.map(([name, value]) => jsonVariable(references, { name, value }));
}
