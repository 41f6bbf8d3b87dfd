import type { ForkRequest } from "../../debug/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { CheckedReplacement, NamedReplacement } from "../fork/index.ts";
import type { RunScope } from "../run/index.ts";
import { withChanges } from "./change-maker.ts";
import type { DebugOptions } from "./opened.ts";

/** Returns the options of the session that forks another one. `scope`: of that one's run. */
export function forkOptions(
  options: DebugOptions,
  { run, seq, config, outputs }: ForkRequest,
  checked: ReadonlyMap<ArtifactId, CheckedReplacement>,
  scope: RunScope | null = null,
): DebugOptions {
  // Nothing makes an artifact whose output is replaced.
  const isMade = ({ artifact }: { readonly artifact: string }): boolean =>
    !outputs.some((one) => one.artifact === artifact);
  // Replacements given when the session was opened still apply, unless the session changed them.
  const isUnchanged = ({ artifact: id }: NamedReplacement): boolean =>
    [...config, ...outputs].every(({ artifact }) => artifact !== id);
  return {
    ...options,
    reuse: { kind: "fork", run, until: seq },
    // Statuses would now be those of the run that is forked, and what was forced has executed in it.
    select: scope === null ? undefined : [...scope.selected].join(", "),
    force: undefined,
    overrides: withChanges(options.overrides, config).filter(isMade),
    replacements: [
      ...(options.replacements ?? []).filter(isUnchanged),
      ...outputs.map(({ artifact, file }) => ({ artifact, file, checked: checked.get(artifact) })),
    ],
  };
}
