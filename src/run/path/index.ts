/*
 * JSONPath over content, element by element, so that a stream need not fit into memory.
 *
 * Start at `compileJsonPath` below, then query.ts; parts.ts splits an expression into parts that can be streamed.
 * Must not know: artifacts and runs.
 */

import type { PathQuery, PathSource } from "./path-query.ts";

export type { Match, PathQuery } from "./path-query.ts";

/**
 * Compiles a JSONPath expression. The library is loaded only when this is called. Throws WCT_USAGE_PATH with the
 * position.
 */
export async function compileJsonPath(source: PathSource): Promise<PathQuery> {
  const { pathQuery } = await import("./query.ts");
  return pathQuery(source);
}
