/*
 * Groups the artifacts of a large graph, so that the drawing stays readable.
 *
 * Start at overview.ts; scope.ts narrows it to what failed.
 * Must not know: how groups are drawn.
 */

export { groupsAround, insideOf, type Nested, nestedOf, overviewOf } from "./overview.ts";
export { failedPath, pathsOf } from "./paths.ts";
export { dagOf, partsOf, scopeOf } from "./scope.ts";
