import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { createDag, remainingPath } from "../../graph/index.ts";
import { isNonBlocking } from "../../run/index.ts";

/** What is known of an artifact while a run goes on, in milliseconds. */
export type Standing =
  | { readonly kind: "ended" }
  | { readonly kind: "open" }
  | { readonly kind: "running"; readonly forMs: number };

export interface Limits {
  readonly maxConcurrency: number;
  readonly workers: number;
}

/** Says how many milliseconds a run still takes, from what its artifacts took in earlier runs. */
export type Remaining = (standing: (id: ArtifactId) => Standing) => number;

/**
 * No run is faster than its longest path, nor than its work shared out among its threads and slots: the largest of the
 * three is what is left. What no earlier run knows counts as the mean of those it knows. Null when it knows none.
 */
export function createRemaining(
  plan: ExecutionPlan,
  weights: Readonly<Record<string, number>> | null,
  { maxConcurrency, workers }: Limits,
): Remaining | null {
  const { artifacts } = plan;
  const known = artifacts.flatMap(({ id }) => weightOf(weights, id) ?? []);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const whole = artifacts.map(({ id }) => weightOf(weights, id) ?? mean);
  const needsThread = artifacts.map((artifact) => !isNonBlocking(artifact));
  const places = new Map(artifacts.map(({ id }, place) => [id, place]));
  const dag = createDag(artifacts.map(({ inputs }) => inputs.flatMap((id) => places.get(id) ?? [])));
  return (standing) => {
    const left = artifacts.map(({ id }, place) => leftOf(standing(id), whole[place]!));
    const all = left.reduce((sum, ms) => sum + ms, 0);
    const inThreads = left.reduce((sum, ms, place) => sum + (needsThread[place] ? ms : 0), 0);
    const path = remainingPath(dag, left).reduce((longest, ms) => Math.max(longest, ms), 0);
    return Math.max(path, all / maxConcurrency, inThreads / Math.min(workers, maxConcurrency));
  };
}

/** Milliseconds expected of an artifact, where an earlier run says so. */
export function weightOf(weights: Readonly<Record<string, number>> | null, id: string): number | null {
  return weights !== null && Object.hasOwn(weights, id) ? (weights[id] ?? null) : null;
}

function leftOf(standing: Standing, whole: number): number {
  switch (standing.kind) {
    case "ended":
      return 0;
    case "open":
      return whole;
    case "running":
      return Math.max(0, whole - standing.forMs);
  }
}
