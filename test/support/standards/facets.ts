/** Every facet anywhere in an event of OpenLineage, under its key. */
export function facetsIn(value: unknown, key = ""): readonly { readonly key: string; readonly facet: object }[] {
  if (typeof value !== "object" || value === null) return [];
  const here = "_schemaURL" in value ? [{ key, facet: value }] : [];
  return [...here, ...Object.entries(value).flatMap(([name, inner]) => facetsIn(inner, name))];
}
