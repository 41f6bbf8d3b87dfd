import type { PathSource } from "./compile.ts";
import type { PathQuery } from "./query.ts";

export type { PathSource } from "./compile.ts";
export type { Match } from "./document.ts";
export type { Content, PathQuery } from "./query.ts";

/** Reads a JSONPath expression; the library is loaded by those who ask only. Throws WCT_USAGE_PATH with the place. */
export async function compileJsonPath(source: PathSource): Promise<PathQuery> {
  const { pathQuery } = await import("./query.ts");
  return pathQuery(source);
}
