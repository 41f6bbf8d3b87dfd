import type { PathQuery, PathSource } from "./path-query.ts";

export type { Content, Match, PathQuery, PathSource } from "./path-query.ts";

/** Reads a JSONPath expression; the library is loaded by those who ask only. Throws WCT_USAGE_PATH with the place. */
export async function compileJsonPath(source: PathSource): Promise<PathQuery> {
  const { pathQuery } = await import("./query.ts");
  return pathQuery(source);
}
