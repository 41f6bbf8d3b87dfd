import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

/** Selects paths by gitignore-style patterns. Paths are relative to the folder that is read; folders end in a slash. */
export interface PathFilter {
  readonly leavesOut: (path: string) => boolean;
  /** Returns whether `include` selects a file. Folders are always entered, because they may contain selected files. */
  readonly isIncluded: (path: string) => boolean;
}

// Patterns are case-sensitive on every platform, so that a run gives the same result everywhere.
const patterns = (lines: string | readonly string[]): Ignore => ignore({ ignorecase: false }).add(lines);

export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  const included = patterns(include);
  const excluded = patterns(exclude);
  return {
    leavesOut: (path) => exclude.length > 0 && excluded.ignores(path),
    isIncluded: (path) => include.length === 0 || included.ignores(path),
  };
}

/**
 * The .gitignore files from the top folder down to one folder. `base` is that folder with a trailing slash, or empty.
 */
export type IgnoreChain = readonly { readonly base: string; readonly rules: Ignore }[];

const largestIgnoreFile = 1024 * 1024;

/** Adds a folder's own .gitignore. Returns `undefined` if there is one that cannot be used. */
export function withIgnoreFile(chain: IgnoreChain, base: string, file: string): IgnoreChain | undefined {
  let handle: number;
  try {
    // Like git, does not follow a link: it could point anywhere.
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile() || stat.size > largestIgnoreFile) return undefined;
    return [...chain, { base, rules: patterns(readFileSync(handle, "utf8").replace(/^\uFEFF/, "")) }];
  } catch {
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/** As in git, the deepest .gitignore with a matching pattern decides. */
export function isIgnored(chain: IgnoreChain, path: string): boolean {
  for (const { base, rules } of chain.toReversed()) {
    const verdict = rules.test(path.slice(base.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
