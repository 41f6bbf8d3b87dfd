export { type ArtifactDifference, type Cause, diffRuns } from "./artifacts.ts";
export {
  type CompareOptions,
  compareElements,
  type ElementDifference,
  type ElementDifferences,
  type ElementSource,
} from "./elements.ts";
export { differingPaths } from "./paths.ts";
