import { nearest } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { besideMark, type HostValueKind, hostMark } from "../../plugin/index.ts";

/** The alternatives that a configuration's JSON Schema allows for one value. */
export type Shapes = readonly JsonObject[];

const unions = ["allOf", "anyOf", "oneOf"] as const;

/** Returns the alternatives of a whole configuration. */
export function rootShapes(root: JsonObject): Shapes {
  return expand(root, root);
}

/** Returns the alternatives for the value at a key or index. */
export function childShapes(root: JsonObject, shapes: Shapes, key: string | number): Shapes {
  return shapes.flatMap((shape) => {
    const schema = typeof key === "number" ? itemSchema(shape, key) : propertySchema(shape, key);
    return schema === undefined ? [] : expand(root, schema);
  });
}

/**
 * Returns whether a mapping may have a key. Returns true if no alternative is a mapping; the validator reports that
 * mistake.
 */
export function allowsKey(shapes: Shapes, key: string): boolean {
  const mappings = shapes.filter((shape) => accepts(shape, "object"));
  return mappings.length === 0 || mappings.some((shape) => permits(shape, key));
}

/** Returns the keys that the alternatives name. */
export function knownKeys(shapes: Shapes): readonly string[] {
  return [...new Set(shapes.flatMap((shape) => Object.keys(propertiesOf(shape))))];
}

/** Returns the host value that a string denotes, if all alternatives that accept a string agree. */
export function markOf(shapes: Shapes): HostValueKind | null {
  const strings = shapes.filter((shape) => accepts(shape, "string"));
  const [first, ...others] = strings.map((shape) => markIn(shape));
  return first !== undefined && others.every((mark) => mark === first) ? first : null;
}

/** Returns, for a file, the name suffixes of other files that belong to it. */
export function besideOf(shapes: Shapes): readonly string[] {
  const suffixes = shapes.flatMap((shape) => asList(shape[besideMark]));
  return [...new Set(suffixes.filter((suffix) => typeof suffix === "string"))];
}

/** Returns whether a text is allowed. */
export function acceptsText(shapes: Shapes): boolean {
  return shapes.some((shape) => accepts(shape, "string"));
}

/** Returns whether only a secret is allowed. */
export function isSecret(shapes: Shapes): boolean {
  return shapes.length > 0 && shapes.every((shape) => markIn(shape) === "secret");
}

/**
 * Converts a substituted text to the type that the alternatives require. It becomes a number or boolean only if none of
 * them accepts a text.
 */
export function coerce(shapes: Shapes, text: string): JsonValue {
  if (shapes.length === 0 || shapes.some((shape) => accepts(shape, "string"))) return text;
  const asks = (type: string) => shapes.some((shape) => accepts(shape, type));
  if (asks("boolean") && (text === "true" || text === "false")) return text === "true";
  const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  return isNumber && (asks("number") || asks("integer")) ? Number(text) : text;
}

/** Returns the allowed text that is nearest to a value; undefined if none is near, or if other texts are allowed too. */
export function nearestText(shapes: Shapes, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const lists = shapes.map((shape) => shape["enum"]);
  if (!lists.every((list) => Array.isArray(list))) return undefined;
  return nearest(
    value,
    lists.flat().filter((one) => typeof one === "string"),
  );
}

/** Describes what is allowed, for people: `number or boolean`, `one of "a", "b"`. Null if anything is allowed. */
export function describeShapes(shapes: Shapes): string | null {
  const words = shapes.map((shape) => {
    const values = Object.hasOwn(shape, "const") ? [shape["const"] ?? null] : shape["enum"];
    if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(", ");
    return typesOf(shape)?.join(" or ") ?? null;
  });
  return words.includes(null) || words.length === 0 ? null : [...new Set(words)].join(" or ");
}

const defaultsOf = new WeakMap<Shapes, ReadonlyMap<string, string>>();

/** Returns the keys of a mapping whose default is a marked text. The defaults replace values that the user left out. */
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

// Thousands of artifacts may use the same component. A schema belongs to one root, so the schema alone is the key.
const expanded = new WeakMap<JsonObject, Shapes>();

function expand(root: JsonObject, schema: JsonValue): Shapes {
  if (!isJsonObject(schema)) return [];
  const known = expanded.get(schema);
  if (known !== undefined) return known;
  const shapes = follow(root, schema, new Set());
  expanded.set(schema, shapes);
  return shapes;
}

/** Follows references and unions. A recursive schema is followed only once. */
function follow(root: JsonObject, schema: JsonValue, seen: ReadonlySet<JsonValue>): Shapes {
  if (!isJsonObject(schema) || seen.has(schema)) return [];
  const within = new Set([...seen, schema]);
  const parts = unions.flatMap((name) => asList(schema[name]));
  const target = schema["$ref"];
  if (typeof target === "string") parts.push(lookUp(root, target) ?? null);
  if (parts.length === 0) return [schema];
  const alternatives = parts.flatMap((part) => follow(root, part, within));
  // A mark may be next to a reference, at the location where the string is used.
  const mark = schema[hostMark];
  return typeof mark === "string"
    ? alternatives.map((shape) => ({ ...shape, [hostMark]: mark }))
    : [...alternatives, ...own(schema)];
}

/** Returns the part of a schema outside its unions, if it declares any keys. */
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
