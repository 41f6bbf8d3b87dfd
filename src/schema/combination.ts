import { compareVersions, groupKey, type ParsedSchemaRef } from "./ref.ts";

/** One schema of a combination that a processor accepts. */
interface SchemaRequirement {
  readonly schema: ParsedSchemaRef;
  readonly optional: boolean;
}

/** The schemas that a processor accepts together. Each name and major occurs once. */
export type Combination = readonly SchemaRequirement[];

/** Returns the best of the matching combinations: most groups, then highest versions, group by group in name order. */
export function findBest(
  fitting: readonly number[],
  combinations: readonly Combination[],
  groups: ReadonlySet<string>,
): number | undefined {
  const keys = [...groups].sort();
  let best: number | undefined;
  for (const index of fitting) {
    if (best === undefined || rank(combinations[index] ?? [], combinations[best] ?? [], keys) > 0) best = index;
  }
  return best;
}

/**
 * Returns the first two combinations that some inputs would match equally well, so that only their order could decide;
 * null if there are none. Inputs match both if they contain everything that either requires and nothing that either
 * rejects.
 */
export function findEqualCombinations(combinations: readonly Combination[]): readonly [number, number] | null {
  for (const [i, a] of combinations.entries()) {
    for (const [j, b] of combinations.entries()) {
      if (j > i && areEqual(a, b)) return [i, j];
    }
  }
  return null;
}

function areEqual(a: Combination, b: Combination): boolean {
  const shared = new Set(b.map((r) => groupKey(r.schema)).filter((key) => byKey(a, key) !== undefined));
  const needed = [...a, ...b].filter((r) => !r.optional).map((r) => groupKey(r.schema));
  if (!needed.every((key) => shared.has(key))) return false;
  // With fewer groups there are fewer versions to distinguish them, so the smallest inputs that match both are
  // decisive.
  if (needed.length > 0) return rank(a, b, [...new Set(needed)].sort()) === 0;
  return [...shared].some((key) => rank(a, b, [key]) === 0);
}

function rank(a: Combination, b: Combination, keys: readonly string[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const key of keys) {
    const [left, right] = [byKey(a, key), byKey(b, key)];
    const order = left && right ? compareVersions(left.schema, right.schema) : 0;
    if (order !== 0) return order;
  }
  return 0;
}

function byKey(combination: Combination, key: string): SchemaRequirement | undefined {
  return combination.find((requirement) => groupKey(requirement.schema) === key);
}
