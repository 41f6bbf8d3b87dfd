import type { Values } from "../column.ts";

const mostFields = 500;
const mostDistinct = 1000;
const mostCharacters = 256 * 1024;

interface Held {
  readonly counts: Map<string, number>;
  characters: number;
}

/** The values of each field of a file, distinct ones once; bounded, whatever the file. */
export interface FieldCollector {
  readonly add: (field: string, value: string) => void;
  readonly fields: () => ReadonlyMap<string, Values>;
}

export function collectFields(): FieldCollector {
  const held = new Map<string, Held>();
  return {
    add(field, value) {
      const entry = held.get(field) ?? { counts: new Map(), characters: 0 };
      if (!held.has(field)) {
        if (held.size >= mostFields) return;
        held.set(field, entry);
      }
      const seen = entry.counts.get(value);
      if (seen === undefined) {
        if (entry.counts.size >= mostDistinct || entry.characters > mostCharacters) return;
        entry.characters += value.length;
      }
      entry.counts.set(value, (seen ?? 0) + 1);
    },
    fields: () =>
      new Map(
        [...held].map(
          ([field, { counts }]) => [field, { distinct: [...counts.keys()], counts: [...counts.values()] }] as const,
        ),
      ),
  };
}

/** Reads a file that arrives in pieces, cut anywhere; false once the text turned out not to be of that form. */
export interface FieldReader {
  readonly feed: (piece: string) => void;
  readonly end: () => boolean;
}

/** Whether a key is a name and not a value: keys such as addresses and numbers must not show in a report. */
export const isFieldName = (key: string): boolean =>
  key.length <= 40 && /^[\p{L}_$@][\p{L}\p{N}_$ .()/#-]*$/u.test(key) && !/\d{3}/.test(key);
