import type { ArtifactId, MessageRef, RunId } from "../domain/index.ts";

/** What is recorded about an artifact of an earlier run. */
export type PastArtifact =
  | {
      readonly kind: "found";
      readonly run: RunId;
      readonly artifact: ArtifactId;
      readonly message: MessageRef;
      /** Key of its schema's stream; null if it has none. */
      readonly stream: string | null;
    }
  /** Not looked up yet: the plan cannot be made, and nothing is reported. */
  | { readonly kind: "not-looked-up" }
  /** `why` ends the sentence "a run that"; it does not quote the reference, which may come from a variable. */
  | { readonly kind: "no-run"; readonly why: string; readonly hint: string }
  | { readonly kind: "no-artifact"; readonly run: RunId; readonly artifacts: readonly ArtifactId[] }
  /** `why` completes a clause that starts with "which": failed, skipped, altered. */
  | { readonly kind: "unfit"; readonly run: RunId; readonly why: string }
  /** The content was not kept, was deleted or is damaged. */
  | { readonly kind: "no-content"; readonly run: RunId; readonly why: string };

/** The planner's access to earlier runs. */
export interface PastArtifacts {
  /** `run` is any reference to a run that commands accept. */
  readonly find: (run: string, artifact: string) => PastArtifact;
}

/** Finds nothing, for planning without a store. */
export const noPast: PastArtifacts = {
  find: () => ({ kind: "no-run", why: "is not recorded here", hint: "run a runbook first" }),
};

export type FoundArtifact = Extract<PastArtifact, { readonly kind: "found" }>;
