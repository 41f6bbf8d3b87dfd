/*
 * What differs between two runs and why, down to elements and paths of JSON.
 *
 * Start at artifacts.ts; elements.ts compares streams that do not fit into memory.
 * Must not know: where content is stored, and how differences are shown.
 */

export { type ArtifactDifference, type Cause, diffRuns } from "./artifacts.ts";
export { compareElements, type ElementDifferences, type ElementSource } from "./elements.ts";
export { type FirstDifference, firstDifference } from "./first-difference.ts";
export { changedPathsAtMost, differingPaths } from "./paths.ts";
