/*
 * Finds the store and the run that a user means: references, bundles, lists.
 *
 * Start at store.ts and run-reference.ts. `wct runs` and completion need only this room, so nothing here may load the
 * planner or YAML.
 * Must not know: the contents of a run (record/).
 */

export { listRuns, type RunListFilter, unlistedRuns } from "./list-runs.ts";
export { implausibleSize, isBundle, type NamedObject, namedIn } from "./named-objects.ts";
export { bundleOf, type OpenRun, openRun, resolveRun } from "./run-reference.ts";
export { type OpenStore, readStore, readUntouched, writeStore } from "./store.ts";
