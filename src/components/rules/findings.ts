import { createHash } from "node:crypto";
import type { Limits, Locator } from "../../plugin/index.ts";

/** A finding's id: from what was found and where, never from a value, so that it is the same in every run. */
export function findingId(kind: string, what: string, locator: Locator): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, what, placeOf(locator)]))
    .digest("hex")
    .slice(0, 32);
}

/** The place of a locator as one string; lines and offsets are left out because they move. */
export function placeOf(locator: Locator): string {
  switch (locator.kind) {
    case "file":
      return locator.path;
    case "field":
      return `${locator.path}#${locator.field}`;
    case "table":
      return [locator.database, locator.schema ?? "", locator.table].join("\u0000");
    case "column":
      return [locator.database, locator.schema ?? "", locator.table, locator.column].join("\u0000");
  }
}

/** The table or file that a locator belongs to, as a key. */
export function entityKey(locator: Locator): string {
  switch (locator.kind) {
    case "file":
    case "field":
      return `file\u0000${locator.path}`;
    case "table":
    case "column":
      return ["table", locator.database, locator.schema ?? "", locator.table].join("\u0000");
  }
}

/** Scores are rounded so that they print the same everywhere. */
export const rounded = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;

export function confidenceOf(score: number): "low" | "medium" | "high" {
  if (score >= 0.85) return "high";
  return score >= 0.65 ? "medium" : "low";
}

/** How often each key occurs, keys in alphabetical order. */
export function countBy<T>(things: readonly T[], key: (thing: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

/** Order by code unit: the same on every machine, unlike localeCompare. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The limits of several inputs as one. */
export function joinLimits(all: readonly Limits[]): Limits {
  return { truncated: all.some((one) => one.truncated), notices: all.flatMap((one) => one.notices) };
}
