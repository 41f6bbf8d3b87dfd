import { parse, stringify } from "yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { DescribedComponent, DescribedComponents } from "./described.ts";

/** Whole entries that an editor offers, by the location in a runbook where they fit. */
export interface Snippets {
  /** An additional artifact, with its id. */
  readonly artifacts: readonly JsonObject[];
  /** The method of an artifact. */
  readonly artifact: readonly JsonObject[];
  readonly source: readonly JsonObject[];
  readonly process: readonly JsonObject[];
}

/** Returns the `defaultSnippets` of yaml-language-server and VS Code, from the components' own examples. */
export function snippetsFor({ connectors, processors }: DescribedComponents): Snippets {
  const sources = connectors.map((component) => ({ component, made: { source: use(component) } }));
  const derived = processors.map((component) => ({
    component,
    made: { inputs: ["${2:input}"], process: use(component) },
  }));
  const all = [...sources, ...derived];
  return {
    artifacts: all.map(({ component, made }) => snippet(component, { [`\${1:${component.type}}`]: made })),
    artifact: all.map(({ component, made }) => snippet(component, made)),
    source: connectors.map((component) => snippet(component, use(component))),
    process: processors.map((component) => snippet(component, use(component))),
  };
}

const snippet = ({ type, description }: DescribedComponent, body: JsonObject): JsonObject => ({
  label: type,
  description,
  body,
});

function use({ type, example }: DescribedComponent): JsonObject {
  const properties = example === undefined ? null : propertiesOf(example);
  return properties === null ? { type: literalValue(type) } : { type: literalValue(type), properties };
}

/** Returns the `properties` of an example; null if the example is not a mapping or not YAML. It is then only shown. */
function propertiesOf(example: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(JSON.stringify(parse(example, { logLevel: "silent" }) ?? null));
    return isJsonObject(value) ? literalIn(value) : null;
  } catch {
    return null;
  }
}

const literalIn = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, held]) => [literal(key), literalValue(held)]));

function literalValue(value: JsonValue): JsonValue {
  // Editors insert the text unchanged, so it must contain the quotes that YAML needs.
  if (typeof value === "string") return literal(stringify(value, { lineWidth: 0 }).trimEnd());
  if (Array.isArray(value)) return value.map(literalValue);
  return isJsonObject(value) ? literalIn(value) : value;
}

/** Escapes a text so that it contains no tab stops. */
const literal = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
