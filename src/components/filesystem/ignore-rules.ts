import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

/** Selects paths by gitignore-style patterns. Paths are relative to the folder that is read; folders end in a slash. */
export interface PathFilter {
  /** Returns the pattern of `exclude` that matches; undefined if none does. */
  readonly excludedBy: (path: string) => string | undefined;
  /** Returns whether `include` selects a file. Folders are always entered, because they may contain selected files. */
  readonly isIncluded: (path: string) => boolean;
}

// Patterns are case-sensitive on every platform, so that a run gives the same result everywhere.
const patterns = (lines: string | readonly string[]): Ignore => ignore({ ignorecase: false }).add(lines);

export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  const included = patterns(include);
  const excluded = patterns(exclude);
  return {
    excludedBy: (path) => (exclude.length === 0 ? undefined : ruleOf(excluded.test(path))),
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

type Verdict = ReturnType<Ignore["test"]>;

const ruleOf = ({ ignored, rule }: Verdict): string | undefined => (ignored ? (rule?.pattern ?? "") : undefined);

/** A pattern of a .gitignore file, and that file's path. */
interface IgnoringRule {
  readonly file: string;
  readonly pattern: string;
}

/** Returns the rule that ignores a path. As in git, the deepest .gitignore with a matching pattern decides. */
export function ignoringRule(chain: IgnoreChain, path: string): IgnoringRule | undefined {
  for (const { base, rules } of chain.toReversed()) {
    const verdict = rules.test(path.slice(base.length));
    const pattern = ruleOf(verdict);
    if (pattern !== undefined) return { file: `${base}.gitignore`, pattern };
    if (verdict.unignored) return undefined;
  }
  return undefined;
}
