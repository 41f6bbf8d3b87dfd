import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import { createDag, findCycles } from "../../graph/index.ts";
import { BadPlan } from "./bad-plan.ts";

/** More than the largest allowed runbook can declare. Every view of a run keeps them all in memory. */
export const artifactsAtMost = 100_000;
/** Longer than any id that a runbook may have, including the prefixes of included runbooks. */
const idAtMost = 4096;

/**
 * Checks what a shape cannot express: ids are unique, inputs are artifacts of the plan and form no cycle, and groups
 * consist of inputs. Anybody may have written the file of a plan. Throws {@link BadPlan}.
 */
export function requireSound(plan: ExecutionPlan): ExecutionPlan {
  requireLimits(plan.config);
  const places = placesOf(plan.artifacts);
  const dependencies = plan.artifacts.map((artifact, at) => dependenciesOf(artifact, { at, places }));
  if (findCycles(createDag(dependencies)).length > 0) throw new BadPlan("artifacts");
  return plan;
}

/** Throws {@link BadPlan} if there are too many artifacts, before they are processed. */
export function requireFew(artifacts: readonly unknown[]): void {
  if (artifacts.length > artifactsAtMost) throw new BadPlan("artifacts, of which there are too many");
}

function requireLimits({ timeoutMs, maxConcurrency, workers, costLimit }: ExecutionPlan["config"]): void {
  const isWrong =
    (timeoutMs !== null && timeoutMs <= 0) ||
    maxConcurrency < 1 ||
    (workers !== null && workers < 1) ||
    (costLimit !== null && costLimit < 0);
  if (isWrong) throw new BadPlan("config");
}

function placesOf(artifacts: readonly PlannedArtifact[]): ReadonlyMap<ArtifactId, number> {
  const places = new Map<ArtifactId, number>();
  for (const [at, { id, timeoutMs }] of artifacts.entries()) {
    if (places.has(id) || !isId(id)) throw new BadPlan(`artifacts.${at}.id`);
    if (timeoutMs !== null && timeoutMs <= 0) throw new BadPlan(`artifacts.${at}.timeoutMs`);
    places.set(id, at);
  }
  return places;
}

/** The letters that an id may contain differ between versions, but no version allows terminal control characters. */
const isId = (id: string): boolean => id.length <= idAtMost && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(id) && id.isWellFormed();

interface Context {
  readonly at: number;
  readonly places: ReadonlyMap<ArtifactId, number>;
}

function dependenciesOf({ id, method, inputs }: PlannedArtifact, { at, places }: Context): readonly number[] {
  const dependencies: number[] = [];
  for (const input of inputs) {
    const place = places.get(input);
    if (place === undefined || input === id) throw new BadPlan(`artifacts.${at}.inputs`);
    dependencies.push(place);
  }
  const isRoot = method.kind === "source" || method.kind === "reuse";
  if (isRoot !== (inputs.length === 0) || new Set(inputs).size < inputs.length) {
    throw new BadPlan(`artifacts.${at}.inputs`);
  }
  if (method.kind === "process") {
    const grouped = method.groups.flatMap(({ artifacts }) => artifacts);
    const isWhole = grouped.length === inputs.length && new Set(grouped).isSubsetOf(new Set(inputs));
    if (!isWhole) throw new BadPlan(`artifacts.${at}.method.groups`);
  }
  return dependencies;
}
