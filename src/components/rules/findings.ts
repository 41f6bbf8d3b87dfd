import { createHash } from "node:crypto";
import type { Limits, Locator } from "../../plugin/index.ts";
import { locatorKey } from "../locators.ts";

/**
 * Returns a finding's id. It depends on the kind and the location but never on a value, so it is the same in every run.
 */
export function findingId(kind: string, what: string, locator: Locator): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, what, locatorKey(locator)]))
    .digest("hex")
    .slice(0, 32);
}

/**
 * Returns the signature of a finding about a table or file, made from those of the personal data in it; undefined if
 * there are none. It is the same after the file was renamed or moved.
 */
export function entitySignature(kind: string, what: string, signatures: readonly string[]): string | undefined {
  if (signatures.length === 0) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([kind, what, ...signatures]))
    .digest("hex")
    .slice(0, 32);
}

/** Rounds a score so that it prints the same everywhere. */
export const rounded = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;

export function confidenceOf(score: number): "low" | "medium" | "high" {
  if (score >= 0.85) return "high";
  return score >= 0.65 ? "medium" : "low";
}

/** Counts the occurrences of each key, with keys in alphabetical order. */
export function countBy<T>(things: readonly T[], key: (thing: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

/** Compares by code unit. Unlike localeCompare, the order is the same on every machine. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Combines the limits of several inputs. */
export function joinLimits(all: readonly Limits[]): Limits {
  return { truncated: all.some((one) => one.truncated), notices: all.flatMap((one) => one.notices) };
}
