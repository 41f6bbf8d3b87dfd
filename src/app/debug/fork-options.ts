import type { ForkRequest } from "../../debug/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { CheckedReplacement } from "../fork/index.ts";
import { withChanges } from "./change-maker.ts";
import type { DebugOptions } from "./opened.ts";

/** Returns the options of the session that forks another one. */
export function forkOptions(
  options: DebugOptions,
  { run, seq, config, outputs }: ForkRequest,
  checked: ReadonlyMap<ArtifactId, CheckedReplacement>,
): DebugOptions {
  return {
    ...options,
    reuse: { kind: "fork", run, until: seq },
    overrides: withChanges(options.overrides, config),
    replacements: outputs.map(({ artifact, file }) => ({ artifact, file, checked: checked.get(artifact) })),
  };
}
