import type { ExportContext } from "../../../plugin/index.ts";

type Schema = NonNullable<ExportContext<"any">["contentSchema"]>;
type Node = Schema[string] | undefined;

/** How the values of a schema become columns. */
export type ContentShape =
  | { readonly kind: "cell" }
  | {
      readonly kind: "object";
      /** In the order of the schema. */
      readonly properties: ReadonlyMap<string, ContentShape>;
      /** Whether values may have keys that the schema does not name. */
      readonly isOpen: boolean;
    }
  /** A list of objects. Each of their keys is a column that contains one value per object. */
  | { readonly kind: "list"; readonly item: ObjectContent };

export type ObjectContent = Extract<ContentShape, { readonly kind: "object" }>;

const cell: ContentShape = { kind: "cell" };
const deepest = 8;

/** Returns the shape of a stream's elements, or of the whole content if the schema has no stream. */
export function shapeOf(schema: Schema | null, stream: string | null): ContentShape {
  const open: ContentShape = { kind: "object", properties: new Map(), isOpen: true };
  if (schema === null) return open;
  const node = stream === null ? schema : memberOf(memberOf(memberOf(schema, "properties"), stream), "items");
  const shape = shapeAt(node, schema, 0);
  return stream === null && shape.kind !== "object" ? open : shape;
}

function shapeAt(node: Node, root: Schema, depth: number): ContentShape {
  const resolved = resolve(node, root);
  if (depth > deepest || !isObject(resolved)) return cell;
  const alternatives = ["oneOf", "anyOf", "allOf"].flatMap((key) => listOf(resolved[key]));
  const properties = resolved["properties"];
  if (resolved["type"] === "array") return listShape(shapeAt(resolved["items"], root, depth + 1));
  const own = isObject(properties) ? [ownShape(properties, { resolved, root, depth })] : [];
  const shapes = [...own, ...alternatives.filter((one) => !isNull(one)).map((one) => shapeAt(one, root, depth + 1))];
  return shapes.length === 0 ? cell : shapes.reduce(merged);
}

const listShape = (item: ContentShape): ContentShape => (item.kind === "object" ? { kind: "list", item } : cell);

function ownShape(
  properties: Schema,
  { resolved, root, depth }: { readonly resolved: Schema; readonly root: Schema; readonly depth: number },
): ContentShape {
  const named = Object.entries(properties).map(([key, value]) => [key, shapeAt(value, root, depth + 1)] as const);
  return { kind: "object", properties: new Map(named), isOpen: resolved["additionalProperties"] !== false };
}

/**
 * Merges the shapes of two alternatives: the columns of both. If one of them is not an object, the value is one cell.
 */
function merged(a: ContentShape, b: ContentShape): ContentShape {
  if (a.kind === "list" && b.kind === "list") return listShape(merged(a.item, b.item));
  if (a.kind !== "object" || b.kind !== "object") return cell;
  const properties = new Map(a.properties);
  for (const [key, shape] of b.properties) {
    const known = properties.get(key);
    properties.set(key, known === undefined ? shape : merged(known, shape));
  }
  return { kind: "object", properties, isOpen: a.isOpen || b.isOpen };
}

function resolve(node: Node, root: Schema, hops = 0): Node {
  const ref = memberOf(node, "$ref");
  if (typeof ref !== "string" || !ref.startsWith("#") || hops > deepest) return node;
  const keys = ref
    .slice(1)
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(keys.reduce<Node>(memberOf, root), root, hops + 1);
}

const isObject = (node: Node): node is Schema => typeof node === "object" && node !== null && !Array.isArray(node);
const memberOf = (node: Node, key: string): Node =>
  isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
const listOf = (node: Node): readonly Node[] => (Array.isArray(node) ? node : []);
const isNull = (node: Node): boolean => memberOf(node, "type") === "null";
