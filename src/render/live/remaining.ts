import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { remainingPath } from "../../graph/index.ts";
import { artifactGraph, isNonBlocking } from "../../run/index.ts";

/** The state of an artifact during a run, in milliseconds. */
export type Standing =
  | { readonly kind: "ended" }
  | { readonly kind: "open" }
  | { readonly kind: "running"; readonly forMs: number };

interface ConcurrencyLimits {
  readonly maxConcurrency: number;
  readonly workers: number;
}

/** Estimates how many milliseconds a run still takes, from the durations of its artifacts in earlier runs. */
export type Remaining = (standing: (id: ArtifactId) => Standing) => number;

/**
 * Creates the estimate. No run is faster than its longest path, nor than its work divided among its threads, nor among
 * its slots: the largest of the three is the remaining time. An artifact that no earlier run has counts as the mean of
 * the others. Returns null if no earlier run has any.
 */
export function createRemaining(
  plan: ExecutionPlan,
  weights: Readonly<Record<string, number>> | null,
  { maxConcurrency, workers }: ConcurrencyLimits,
): Remaining | null {
  const { artifacts } = plan;
  const known = artifacts.flatMap(({ id }) => weightOf(weights, id) ?? []);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const whole = artifacts.map(({ id }) => weightOf(weights, id) ?? mean);
  const needsThread = artifacts.map((artifact) => !isNonBlocking(artifact));
  const { dag } = artifactGraph(artifacts);
  return (standing) => {
    const left = artifacts.map(({ id }, place) => leftOf(standing(id), whole[place]!));
    const all = left.reduce((sum, ms) => sum + ms, 0);
    const inThreads = left.reduce((sum, ms, place) => sum + (needsThread[place] ? ms : 0), 0);
    const path = remainingPath(dag, left).reduce((longest, ms) => Math.max(longest, ms), 0);
    return Math.max(path, all / maxConcurrency, inThreads / Math.min(workers, maxConcurrency));
  };
}

/** Returns the milliseconds expected for an artifact; null if no earlier run has it. */
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
