import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import { type HostValueKind, hostMark } from "../plugin/index.ts";

/** The alternatives that a configuration's JSON Schema offers for one value. */
export type Shapes = readonly JsonObject[];

const unions = ["allOf", "anyOf", "oneOf"] as const;

/** The alternatives of a whole configuration. */
export function rootShapes(root: JsonObject): Shapes {
  return expand(root, root);
}

/** The alternatives for what stands at a key or index. */
export function childShapes(root: JsonObject, shapes: Shapes, key: string | number): Shapes {
  return shapes.flatMap((shape) => {
    const schema = typeof key === "number" ? itemSchema(shape, key) : propertySchema(shape, key);
    return schema === undefined ? [] : expand(root, schema);
  });
}

/** Whether a mapping may have a key; without any alternative for a mapping, the validator has the word. */
export function allowsKey(shapes: Shapes, key: string): boolean {
  const mappings = shapes.filter((shape) => accepts(shape, "object"));
  return mappings.length === 0 || mappings.some((shape) => permits(shape, key));
}

/** The keys that the alternatives name. */
export function knownKeys(shapes: Shapes): readonly string[] {
  return [...new Set(shapes.flatMap((shape) => Object.keys(propertiesOf(shape))))];
}

/** What a string stands for, if every alternative that takes a string says so. */
export function markOf(shapes: Shapes): HostValueKind | null {
  const strings = shapes.filter((shape) => accepts(shape, "string"));
  const [first, ...others] = strings.map((shape) => markIn(shape));
  return first !== undefined && others.every((mark) => mark === first) ? first : null;
}

/** Whether a text may stand here. */
export function acceptsText(shapes: Shapes): boolean {
  return shapes.some((shape) => accepts(shape, "string"));
}

/** Whether nothing but a secret may stand here. */
export function isSecret(shapes: Shapes): boolean {
  return shapes.length > 0 && shapes.every((shape) => markIn(shape) === "secret");
}

/** A substituted text as what the alternatives ask for: a number or boolean only when none of them takes a text. */
export function coerce(shapes: Shapes, text: string): JsonValue {
  if (shapes.length === 0 || shapes.some((shape) => accepts(shape, "string"))) return text;
  const asks = (type: string) => shapes.some((shape) => accepts(shape, type));
  if (asks("boolean") && (text === "true" || text === "false")) return text === "true";
  const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  return isNumber && (asks("number") || asks("integer")) ? Number(text) : text;
}

/** What is allowed here, for people: `number or boolean`, `one of "a", "b"`; null when anything is. */
export function describeShapes(shapes: Shapes): string | null {
  const words = shapes.map((shape) => {
    const values = Object.hasOwn(shape, "const") ? [shape["const"] ?? null] : shape["enum"];
    if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(", ");
    return typesOf(shape)?.join(" or ") ?? null;
  });
  return words.includes(null) || words.length === 0 ? null : [...new Set(words)].join(" or ");
}

const defaultsOf = new WeakMap<Shapes, ReadonlyMap<string, string>>();

/** Keys of a mapping that have a marked text as their default: they stand in for what the user left out. */
export function markedDefaults(root: JsonObject, shapes: Shapes): ReadonlyMap<string, string> {
  const known = defaultsOf.get(shapes);
  if (known !== undefined) return known;
  const found = findMarkedDefaults(root, shapes);
  defaultsOf.set(shapes, found);
  return found;
}

function findMarkedDefaults(root: JsonObject, shapes: Shapes): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, schema] of shapes.flatMap((shape) => Object.entries(propertiesOf(shape)))) {
    const text = isJsonObject(schema) ? schema["default"] : undefined;
    if (typeof text === "string" && markOf(expand(root, schema)) !== null) found.set(key, text);
  }
  return found;
}

// Thousands of artifacts may use the same component; a schema belongs to one root, so it alone is the key.
const expanded = new WeakMap<JsonObject, Shapes>();

function expand(root: JsonObject, schema: JsonValue): Shapes {
  if (!isJsonObject(schema)) return [];
  const known = expanded.get(schema);
  if (known !== undefined) return known;
  const shapes = follow(root, schema, new Set());
  expanded.set(schema, shapes);
  return shapes;
}

/** Follows references and unions; recursive schemas end where they began. */
function follow(root: JsonObject, schema: JsonValue, seen: ReadonlySet<JsonValue>): Shapes {
  if (!isJsonObject(schema) || seen.has(schema)) return [];
  const within = new Set([...seen, schema]);
  const parts = unions.flatMap((name) => asList(schema[name]));
  const target = schema["$ref"];
  if (typeof target === "string") parts.push(lookUp(root, target) ?? null);
  if (parts.length === 0) return [schema];
  const alternatives = parts.flatMap((part) => follow(root, part, within));
  // A mark may stand beside a reference, in the place where the string is used.
  const mark = schema[hostMark];
  return typeof mark === "string"
    ? alternatives.map((shape) => ({ ...shape, [hostMark]: mark }))
    : [...alternatives, ...own(schema)];
}

/** What a schema says beside its unions, if it says anything about keys. */
function own(schema: JsonObject): Shapes {
  return Object.hasOwn(schema, "properties") ? [schema] : [];
}

function lookUp(root: JsonObject, reference: string): JsonValue | undefined {
  if (!reference.startsWith("#")) return undefined;
  let reached: JsonValue | undefined = root;
  for (const part of reference.slice(1).split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (isJsonObject(reached) && Object.hasOwn(reached, key)) reached = reached[key];
    else if (Array.isArray(reached)) reached = reached[Number(key)];
    else return undefined;
  }
  return reached;
}

function propertySchema(shape: JsonObject, key: string): JsonValue | undefined {
  return namedSchema(shape, key) ?? shape["additionalProperties"];
}

function namedSchema(shape: JsonObject, key: string): JsonValue | undefined {
  const properties = propertiesOf(shape);
  if (Object.hasOwn(properties, key)) return properties[key];
  for (const [pattern, schema] of Object.entries(asObject(shape["patternProperties"]))) {
    if (new RegExp(pattern, "u").test(key)) return schema;
  }
  return undefined;
}

function itemSchema(shape: JsonObject, index: number): JsonValue | undefined {
  return asList(shape["prefixItems"])[index] ?? shape["items"];
}

function permits(shape: JsonObject, key: string): boolean {
  return shape["additionalProperties"] !== false || namedSchema(shape, key) !== undefined;
}

function accepts(shape: JsonObject, type: string): boolean {
  const values = Object.hasOwn(shape, "const") ? [shape["const"] ?? null] : shape["enum"];
  if (Array.isArray(values) && shape["type"] === undefined) return values.some((value) => typeof value === type);
  return typesOf(shape)?.includes(type) ?? true;
}

function typesOf(shape: JsonObject): readonly JsonValue[] | null {
  const type = shape["type"];
  if (type === undefined) return null;
  return Array.isArray(type) ? type : [type];
}

function markIn(shape: JsonObject): HostValueKind | undefined {
  const mark = shape[hostMark];
  return mark === "file" || mark === "dir" || mark === "secret" || mark === "ruleset" ? mark : undefined;
}

function propertiesOf(shape: JsonObject): JsonObject {
  return asObject(shape["properties"]);
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? [...value] : [];
}
