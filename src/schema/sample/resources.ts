import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { isData, isSchemaMap } from "../keywords.ts";

/** A schema, and the resources through which it was reached; `$dynamicRef` depends on them. */
export interface Subschema {
  readonly schema: JsonValue;
  /** Outermost first. */
  readonly scope: readonly SchemaResource[];
}

/** A schema with an identifier of its own: the whole schema, or a part with `$id`. */
export interface SchemaResource {
  readonly id: string;
  readonly schema: JsonObject;
  readonly anchors: Map<string, JsonObject>;
  readonly dynamicAnchors: Map<string, JsonObject>;
}

/** Finds what references refer to. */
export interface Resources {
  readonly root: Subschema;
  /** Returns the schema of a reference; null if there is none. */
  readonly resolve: (reference: string, from: JsonObject, scope: Subschema["scope"]) => Subschema | null;
  readonly resolveDynamic: (reference: string, from: JsonObject, scope: Subschema["scope"]) => Subschema | null;
  /** Returns the JSON Pointer of a part of the schema; undefined for any other object. */
  readonly pointerOf: (part: JsonObject) => string | undefined;
}

const baseOfUnnamed = "wct:sample";

/** The parts of a schema. */
interface SchemaIndex {
  /** By identifier. */
  readonly resources: Map<string, SchemaResource>;
  readonly owners: Map<JsonObject, SchemaResource>;
  readonly pointers: Map<JsonObject, string>;
}

/** Indexes the parts of a schema by pointer, identifier and anchor. */
export function createResources(whole: JsonObject): Resources {
  const index: SchemaIndex = { resources: new Map(), owners: new Map(), pointers: new Map() };
  addPart(index, whole, { owner: null, pointer: "" });
  const { resources, owners, pointers } = index;
  const find = (reference: string, from: JsonObject): Found | null => {
    const owner = owners.get(from);
    return owner === undefined ? null : findIn({ resources, owner }, reference);
  };
  return {
    root: { schema: whole, scope: [owners.get(whole)!] },
    pointerOf: (part) => pointers.get(part),
    resolve: (reference, from, scope) => entered(find(reference, from), scope, owners),
    resolveDynamic: (reference, from, scope) => {
      const found = find(reference, from);
      if (found === null || found.dynamicAnchor === null) return entered(found, scope, owners);
      const { dynamicAnchor } = found;
      const outermost = scope.find(({ dynamicAnchors }) => dynamicAnchors.has(dynamicAnchor));
      const schema = outermost?.dynamicAnchors.get(dynamicAnchor) ?? found.schema;
      return entered({ schema, dynamicAnchor }, scope, owners);
    },
  };
}

interface PartPosition {
  /** The resource around the part; null for the whole schema. */
  readonly owner: SchemaResource | null;
  readonly pointer: string;
}

function addPart(index: SchemaIndex, part: JsonValue, { owner, pointer }: PartPosition): void {
  if (Array.isArray(part)) {
    for (const [place, one] of part.entries()) addPart(index, one, { owner, pointer: `${pointer}/${place}` });
    return;
  }
  if (!isJsonObject(part)) return;
  const resource = owner === null || typeof part["$id"] === "string" ? resourceOf(part, owner) : owner;
  index.resources.set(resource.id, resource);
  index.owners.set(part, resource);
  index.pointers.set(part, pointer);
  const { $anchor, $dynamicAnchor } = part;
  if (typeof $anchor === "string") resource.anchors.set($anchor, part);
  if (typeof $dynamicAnchor === "string") resource.dynamicAnchors.set($dynamicAnchor, part);
  for (const [keyword, value] of Object.entries(part)) {
    const at = child(pointer, keyword);
    if (isSchemaMap(keyword) && isJsonObject(value)) {
      for (const [name, one] of Object.entries(value))
        addPart(index, one, { owner: resource, pointer: child(at, name) });
    } else if (!isData(keyword)) addPart(index, value, { owner: resource, pointer: at });
  }
}

function resourceOf(part: JsonObject, owner: SchemaResource | null): SchemaResource {
  const { $id } = part;
  const id = typeof $id === "string" ? absolute($id, owner?.id ?? baseOfUnnamed) : baseOfUnnamed;
  return { id, schema: part, anchors: new Map(), dynamicAnchors: new Map() };
}

interface Found {
  readonly schema: JsonValue;
  readonly dynamicAnchor: string | null;
}

function findIn(
  { resources, owner }: { readonly resources: ReadonlyMap<string, SchemaResource>; readonly owner: SchemaResource },
  reference: string,
): Found | null {
  const [base = "", fragment = ""] = reference.split("#", 2);
  const resource = base === "" ? owner : resources.get(absolute(base, owner.id));
  if (resource === undefined) return null;
  if (fragment !== "" && !fragment.startsWith("/")) {
    const dynamic = resource.dynamicAnchors.get(fragment);
    if (dynamic !== undefined) return { schema: dynamic, dynamicAnchor: fragment };
    const schema = resource.anchors.get(fragment);
    return schema === undefined ? null : { schema, dynamicAnchor: null };
  }
  const schema = atPointer(resource.schema, fragment);
  return schema === undefined ? null : { schema, dynamicAnchor: null };
}

function entered(
  found: Found | null,
  scope: Subschema["scope"],
  owners: ReadonlyMap<JsonObject, SchemaResource>,
): Subschema | null {
  if (found === null) return null;
  const owner = isJsonObject(found.schema) ? owners.get(found.schema) : undefined;
  const isInside = owner === undefined || scope.at(-1) === owner;
  return { schema: found.schema, scope: isInside ? scope : [...scope, owner] };
}

function atPointer(schema: JsonValue, pointer: string): JsonValue | undefined {
  const keys = decoded(pointer).split("/").slice(1);
  return keys.reduce<JsonValue | undefined>((part, key) => {
    const name = key.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(part)) return part[Number(name)];
    return isJsonObject(part) && Object.hasOwn(part, name) ? part[name] : undefined;
  }, schema);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function absolute(reference: string, base: string): string {
  const [plain = ""] = reference.split("#", 1);
  return URL.parse(plain, base)?.href ?? plain;
}

const child = (pointer: string, key: string): string => `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
