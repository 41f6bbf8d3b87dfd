import type { Values } from "../column.ts";

const mostFields = 500;
const mostDistinct = 1000;
const mostCharacters = 256 * 1024;

interface FieldValues {
  readonly counts: Map<string, number>;
  characters: number;
}

/** Collects the distinct values of each field of a file, in bounded memory. */
export interface FieldCollector {
  readonly add: (field: string, value: string) => void;
  readonly fields: () => ReadonlyMap<string, Values>;
}

export function collectFields(): FieldCollector {
  const held = new Map<string, FieldValues>();
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

/**
 * Reads a file in pieces that may be cut anywhere. Returns false once the text turns out not to have the expected form.
 */
export interface FieldReader {
  readonly feed: (piece: string) => void;
  readonly end: () => boolean;
}

/** Returns whether a key is a name and not a value. Keys such as addresses and numbers must not appear in a report. */
export const isFieldName = (key: string): boolean =>
  key.length <= 40 && /^[\p{L}_$@][\p{L}\p{N}_$ .()/#-]*$/u.test(key) && !/\d{3}/.test(key);
