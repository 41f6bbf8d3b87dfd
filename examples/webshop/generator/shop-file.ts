import type { Category } from "./table.ts";

/** A personal value as it stands in the decoded text of a file. */
export interface PlantedValue {
  readonly value: string;
  readonly category: Category;
}

/** Something in a file that only looks like personal data. */
export interface TrapValue {
  readonly value: string;
  readonly looksLike: Category;
  readonly reason: string;
}

/** One file of the example: its bytes, and the truth about them. */
export interface ShopFile {
  /** Under `data/files`, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly encoding: "utf-8" | "latin-1" | "utf-16le" | "binary";
  /** Hidden from readers that honour `.gitignore`; its planted values may turn up nowhere. */
  readonly isIgnored: boolean;
  readonly planted: readonly PlantedValue[];
  readonly traps: readonly TrapValue[];
}

interface FileParts {
  readonly planted?: readonly PlantedValue[];
  readonly traps?: readonly TrapValue[];
  readonly encoding?: "utf-8" | "latin-1" | "utf-16le";
  readonly isIgnored?: boolean;
}

const encode = {
  "utf-8": (text: string) => Buffer.from(text, "utf8"),
  "latin-1": (text: string) => Buffer.from(text, "latin1"),
  "utf-16le": (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"),
} as const;

/** A text file; UTF-16 gets its byte order mark. */
export function textFile(path: string, text: string, parts: FileParts = {}): ShopFile {
  const { planted = [], traps = [], encoding = "utf-8", isIgnored = false } = parts;
  return { path, bytes: encode[encoding](text), encoding, isIgnored, planted: distinct(planted), traps };
}

export function binaryFile(path: string, bytes: Uint8Array, traps: readonly TrapValue[]): ShopFile {
  return { path, bytes, encoding: "binary", isIgnored: false, planted: [], traps };
}

function distinct(planted: readonly PlantedValue[]): readonly PlantedValue[] {
  return [...new Map(planted.map((entry) => [`${entry.category} ${entry.value}`, entry])).values()];
}

export const plant = (category: Category, ...values: readonly string[]): readonly PlantedValue[] =>
  values.map((value) => ({ value, category }));

export const trapValue = (value: string, looksLike: Category, reason: string): TrapValue => ({
  value,
  looksLike,
  reason,
});
