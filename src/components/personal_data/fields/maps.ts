import type { Values } from "../column.ts";

type Fields = ReadonlyMap<string, Values>;

// A record has at most three or four addresses (billing, delivery). More records of the same form are a map.
const fewest = 5;

/**
 * If many keys of one object contain records of the same form, the object is a map, and its keys may be values such as
 * names. Replaces these keys with `*`: `ann.phone`, `bob.phone` and so on become `*.phone`, with their values combined.
 */
export function hideMapKeys(fields: Fields): Fields {
  const maps = mapsIn(fields);
  return maps.size === 0 ? fields : renamedFields(fields, (field) => renamed(field, maps));
}

/** Renames fields. Fields that get the same name are merged, with their values combined. */
export function renamedFields(fields: Fields, rename: (field: string) => string): Fields {
  const joined = new Map<string, Values>();
  for (const [field, values] of fields) {
    const name = rename(field);
    const held = joined.get(name);
    joined.set(name, held === undefined ? values : join(held, values));
  }
  return joined;
}

/** Returns the paths of keys, `parent.key`, that belong to maps. */
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
