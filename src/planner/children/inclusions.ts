import type { Diagnostic, RelatedLocation, SourceRange } from "../../diagnostics/index.ts";

/** One place where a file is included. */
export interface Inclusion {
  readonly file: string;
  /** What the ids of its artifacts start with: `findings/`. */
  readonly prefix: string;
  /** The including artifact's id, as its own runbook has it. */
  readonly artifact: string;
  readonly location: SourceRange;
  /** Where the including file is itself included; null for the outermost. */
  readonly outer: Inclusion | null;
}

/**
 * Completes the problems of files that are included: each says where, and names artifacts as its own file does. The
 * same problem of a file that is included several times remains once.
 */
export function withInclusions(
  problems: readonly Diagnostic[],
  { inclusions, isId }: { readonly inclusions: readonly Inclusion[]; readonly isId: (text: string) => boolean },
): readonly Diagnostic[] {
  if (inclusions.length === 0) return problems;
  const byFile = Map.groupBy(inclusions, ({ file }) => file);
  const found = new Map<string, { problem: Diagnostic; places: Set<Inclusion> }>();
  for (const problem of problems) {
    const all = byFile.get(problem.location?.file ?? "") ?? [];
    const own = all.filter(({ prefix }) => idsBelow(prefix, problem.message).some(isId));
    const local = own.reduce((one, { prefix }) => inOwnWords(one, prefix, isId), problem);
    const key = JSON.stringify([local.code, local.location, local.message]);
    const known = found.get(key);
    const places = own.length > 0 ? own : all;
    if (known === undefined) found.set(key, { problem: local, places: new Set(places) });
    else for (const place of places) known.places.add(place);
  }
  return [...found.values()].map(({ problem, places }) => withNotes(problem, [...places]));
}

/** Matches what may be an id that starts with a prefix, but not a part of a longer path. */
const below = (prefix: string) => new RegExp(`(?<![\\w./-])${RegExp.escape(prefix)}[\\w-]+(?![\\w/-]|\\.\\w)`, "g");

const idsBelow = (prefix: string, text: string): readonly string[] =>
  text.includes(prefix) ? (text.match(below(prefix)) ?? []) : [];

function inOwnWords(problem: Diagnostic, prefix: string, isId: (text: string) => boolean): Diagnostic {
  const shorten = (text: string) => text.replaceAll(below(prefix), (id) => (isId(id) ? id.slice(prefix.length) : id));
  return {
    ...problem,
    message: shorten(problem.message),
    ...(problem.hint && { hint: shorten(problem.hint) }),
  };
}

function withNotes(problem: Diagnostic, [first, ...others]: readonly Inclusion[]): Diagnostic {
  if (first === undefined) return problem;
  const chain: RelatedLocation[] = [];
  for (let at: Inclusion | null = first; at !== null; at = at.outer) {
    chain.push({ message: `"${at.file}" is included by artifact "${at.artifact}"`, location: at.location });
  }
  const also = others.filter((one, index) => {
    const isSame = ({ location }: Inclusion) =>
      location.file === one.location.file && location.line === one.location.line;
    return !isSame(first) && others.findIndex(isSame) === index;
  });
  const shown = also.slice(0, shownAtMost).map(({ artifact, location }, index): RelatedLocation => {
    const rest =
      index === shownAtMost - 1 && also.length > shownAtMost ? `, and ${also.length - shownAtMost} more` : "";
    return { message: `also by artifact "${artifact}"${rest}`, location };
  });
  return { ...problem, related: [...(problem.related ?? []), ...chain, ...shown] };
}

const shownAtMost = 3;
