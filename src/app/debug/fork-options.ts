import type { ForkRequest } from "../../debug/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { CheckedReplacement, NamedReplacement } from "../fork/index.ts";
import { withChanges } from "./change-maker.ts";
import type { DebugOptions } from "./opened.ts";

/** Returns the options of the session that forks another one. */
export function forkOptions(
  options: DebugOptions,
  { run, seq, config, outputs }: ForkRequest,
  checked: ReadonlyMap<ArtifactId, CheckedReplacement>,
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
    overrides: withChanges(options.overrides, config).filter(isMade),
    replacements: [
      ...(options.replacements ?? []).filter(isUnchanged),
      ...outputs.map(({ artifact, file }) => ({ artifact, file, checked: checked.get(artifact) })),
    ],
  };
}
