import type { Values } from "../column.ts";

type Fields = ReadonlyMap<string, Values>;

// Addresses for billing, delivery and the like are three or four; more records of the same form are a map.
const fewest = 5;

/**
 * Where many keys of one object hold records of the same form, the object is a map, and its keys may be values such as
 * names: `ann.phone`, `bob.phone` ... become `*.phone`, their values together.
 */
export function hideMapKeys(fields: Fields): Fields {
  const maps = mapsIn(fields);
  if (maps.size === 0) return fields;
  const joined = new Map<string, Values>();
  for (const [field, values] of fields) {
    const name = renamed(field, maps);
    const held = joined.get(name);
    joined.set(name, held === undefined ? values : join(held, values));
  }
  return joined;
}

/** Paths of keys, `parent.key`, that belong to maps. */
function mapsIn(fields: Fields): ReadonlySet<string> {
  const forms = new Map<string, Map<string, string[]>>();
  for (const field of fields.keys()) {
    const parts = field.split(".");
    for (let at = 0; at < parts.length - 1; at++) {
      const parent = parts.slice(0, at).join(".");
      const keys = forms.get(parent) ?? new Map<string, string[]>();
      forms.set(parent, keys);
      const key = parts.slice(0, at + 1).join(".");
      keys.set(key, [...(keys.get(key) ?? []), parts.slice(at + 1).join(".")]);
    }
  }
  const found = [...forms.values()].flatMap((keys) => {
    const bySignature = Map.groupBy(keys, ([, rest]) => rest.toSorted().join("\n"));
    return [...bySignature.values()]
      .filter((same) => same.length >= fewest)
      .flatMap((same) => same.map(([key]) => key));
  });
  return new Set(found);
}

function renamed(field: string, maps: ReadonlySet<string>): string {
  const parts = field.split(".");
  return parts.map((part, at) => (maps.has(parts.slice(0, at + 1).join(".")) ? "*" : part)).join(".");
}

function join(a: Values, b: Values): Values {
  const counts = new Map(a.distinct.map((value, index) => [value, a.counts[index] ?? 0] as const));
  for (const [index, value] of b.distinct.entries())
    counts.set(value, (counts.get(value) ?? 0) + (b.counts[index] ?? 0));
  return { distinct: [...counts.keys()], counts: [...counts.values()] };
}
