import picomatch from "picomatch";

/** Globs of names. Without `include`, every name is included. */
export interface NameGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Returns a function that tells whether a thing is selected by any of its names (such as `orders` and `public.orders`).
 * Case is ignored. A name is not a path: `*` also matches slashes and leading dots.
 */
export function nameSelector({ include, exclude }: NameGlobs): (...names: readonly string[]) => boolean {
  const matcher = (globs: readonly string[]) => picomatch([...globs], { dot: true, bash: true, nocase: true });
  const isIncluded = include.length === 0 ? () => true : matcher(include);
  const isExcluded = exclude.length === 0 ? () => false : matcher(exclude);
  return (...names) => names.some((name) => isIncluded(name)) && !names.some((name) => isExcluded(name));
}
