import { isJsonObject, type JsonObject, type JsonValue } from "../src/domain/index.ts";

/** One key of a JSON Schema, as a row of a table: path, type, default or "required", description. */
export type SchemaRow = readonly [path: string, type: string, fallback: string, description: string];

/** Returns every key of an object schema in the order written, nested keys as `a.b` and `a[].b`. */
export function schemaRows(schema: JsonObject): readonly SchemaRow[] {
  return rowsOf(schema, "", { root: schema, shown: new Map() });
}

interface Walk {
  readonly root: JsonObject;
  /** The path of each object that the table already contains, because equal objects are listed once. */
  readonly shown: Map<string, string>;
}

function rowsOf(schema: JsonObject, prefix: string, walk: Walk): readonly SchemaRow[] {
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  return Object.entries(asObject(schema["properties"])).flatMap(([key, value]) => {
    const property = resolved(asObject(value), walk.root);
    const path = `${prefix}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}`;
    const fallback = property["default"] === undefined ? (required.has(key) ? "required" : "") : shownDefault(property);
    const description = String(property["description"] ?? "");
    const before = walk.shown.get(shape(property));
    if (before !== undefined) return [[`\`${path}\``, `as \`${before}\``, fallback, description] as const];
    if (isLarge(property)) walk.shown.set(shape(property), path);
    return [
      [`\`${path}\``, typeOf(property, walk.root), fallback, description] as const,
      ...below(property, path, walk),
    ];
  });
}

function below(property: JsonObject, path: string, walk: Walk): readonly SchemaRow[] {
  const items = resolved(asObject(property["items"]), walk.root);
  return [
    ...rowsOf(property, `${path}.`, walk),
    ...rowsOf(items, `${path}[].`, walk),
    ...alternatives(items).flatMap((one) => rowsOf(resolved(one, walk.root), `${path}[].`, walk)),
    ...alternatives(property)
      .filter((one) => one["type"] === "object")
      .flatMap((one) => rowsOf(resolved(one, walk.root), `${path}.`, walk)),
  ];
}

const asObject = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

const alternatives = (schema: JsonObject): readonly JsonObject[] =>
  [schema["anyOf"], schema["oneOf"]].flatMap((list) => (Array.isArray(list) ? list.map(asObject) : []));

/** Returns the definition that a `$ref` names, merged with the keywords next to the reference. */
function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== "string") return schema;
  const found = $ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<JsonObject>((at, key) => asObject(at[key]), root);
  return { ...found, ...beside };
}

function shape(schema: JsonObject): string {
  const { description: _description, default: _default, ...rest } = schema;
  return JSON.stringify(rest);
}

const isLarge = (schema: JsonObject): boolean =>
  [schema, asObject(schema["items"])].some(
    (one) =>
      Object.keys(asObject(one["properties"])).length > 1 ||
      alternatives(one).some((alternative) => alternative["type"] === "object"),
  );

const hostTypes: Readonly<Record<string, string>> = {
  file: "path of a file",
  dir: "path of a folder",
  secret: "secret: `${NAME}`",
  ruleset: "URI of a ruleset",
};

function typeOf(schema: JsonObject, root: JsonObject): string {
  const host = schema["x-wct"];
  if (typeof host === "string") return hostTypes[host] ?? host;
  if (schema["const"] !== undefined) return `\`${JSON.stringify(schema["const"])}\``;
  if (Array.isArray(schema["enum"])) return schema["enum"].map((one) => `\`${String(one)}\``).join(", ");
  const all = alternatives(schema).map((one) => typeOf(resolved(one, root), root));
  if (all.length > 0 && schema["type"] === undefined) return [...new Set(all)].join(" or ");
  if (schema["type"] === "array") return `list of ${typeOf(resolved(asObject(schema["items"]), root), root)}`;
  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"] ?? "any"];
  return `${types.map((type) => typeNames[String(type)] ?? String(type)).join(" or ")}${limits(schema)}`;
}

const typeNames: Readonly<Record<string, string>> = { string: "text", integer: "whole number", object: "mapping" };

function limits(schema: JsonObject): string {
  const { minimum, maximum, exclusiveMinimum, pattern } = schema;
  if (typeof exclusiveMinimum === "number") return ` above ${exclusiveMinimum}`;
  const top = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (typeof minimum === "number") return top === undefined ? `, at least ${minimum}` : `, ${minimum} to ${top}`;
  return typeof pattern === "string" ? ` like \`${pattern}\`` : "";
}

function shownDefault(schema: JsonObject): string {
  const text = JSON.stringify(schema["default"]);
  return text === "{}" || text === "[]" || text === '""'
    ? ""
    : `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;
}
