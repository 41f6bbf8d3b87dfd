import type { FieldValues } from "../piece.ts";

type Fields = ReadonlyMap<string, FieldValues>;

// A record has at most three or four addresses (billing, delivery). More records of the same form are a map.
const fewest = 5;

/**
 * If many keys of one object contain records of the same form, the object is a map, and its keys may be values such as
 * names. Replaces these keys with `*`: `ann.phone`, `bob.phone` and so on become `*.phone`, with their values combined.
 */
export function hideMapKeys(fields: Fields): Fields {
  const maps = mapsIn(fields);
  return maps.size === 0 ? fields : renameFields(fields, (field) => renamed(field, maps));
}

/** Renames fields. Fields that get the same name are merged, with their values combined. */
export function renameFields(fields: Fields, rename: (field: string) => string): Fields {
  const joined = new Map<string, FieldValues>();
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
    const parts = partsOf(field);
    for (let at = 0; at < parts.length - 1; at++) {
      const parent = parts.slice(0, at).join(".");
      const keys = forms.get(parent) ?? new Map<string, string[]>();
      forms.set(parent, keys);
      const key = parts.slice(0, at + 1).join(".");
      const below = keys.get(key);
      if (below === undefined) keys.set(key, [parts.slice(at + 1).join(".")]);
      else below.push(parts.slice(at + 1).join("."));
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
  const parts = partsOf(field);
  return parts.map((part, at) => (maps.has(parts.slice(0, at + 1).join(".")) ? "*" : part)).join(".");
}

/** Splits a field at its dots. A dot at the end or before a space belongs to an abbreviation: `Tel. privat`. */
export const partsOf = (field: string): readonly string[] => field.split(/(?<=.)\.(?=[^\s.])/u);

function join(a: FieldValues, b: FieldValues): FieldValues {
  const positions = new Map(a.distinct.map((value, index) => [value, index] as const));
  const [counts, rows, lines] = [[...a.counts], [...a.rows], [...(a.lines ?? [])]];
  for (const [index, value] of b.distinct.entries()) {
    const at = positions.get(value);
    if (at === undefined) {
      positions.set(value, counts.length);
      counts.push(b.counts[index] ?? 0);
      rows.push(b.rows[index] ?? 0);
      lines.push(b.lines?.[index] ?? 0);
    } else counts[at] = (counts[at] ?? 0) + (b.counts[index] ?? 0);
  }
  return {
    distinct: [...positions.keys()],
    counts,
    rows,
    ...(a.lines === undefined || b.lines === undefined ? {} : { lines }),
    records: Math.max(a.records, b.records),
    present: a.present + b.present,
  };
}
