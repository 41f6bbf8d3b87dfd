import type { ArtifactId, MessageRef, RunId } from "../domain/index.ts";

/** What is recorded of an artifact of an earlier run. */
export type PastArtifact =
  | {
      readonly kind: "found";
      readonly run: RunId;
      readonly artifact: ArtifactId;
      readonly message: MessageRef;
      /** Key of its schema's stream; null without one. */
      readonly stream: string | null;
    }
  /** Nobody looked yet: the plan cannot be made, and nothing is reported. */
  | { readonly kind: "not-looked-up" }
  /** `why` ends the sentence "a run that"; it does not quote the reference, which may come from a variable. */
  | { readonly kind: "no-run"; readonly why: string; readonly hint: string }
  | { readonly kind: "no-artifact"; readonly run: RunId; readonly artifacts: readonly ArtifactId[] }
  /** `why` ends the sentence "which": failed, skipped, altered. */
  | { readonly kind: "unfit"; readonly run: RunId; readonly why: string }
  /** Its content was not kept, is gone or is damaged. */
  | { readonly kind: "no-content"; readonly run: RunId; readonly why: string };

/** Where the planner asks for earlier runs. */
export interface PastArtifacts {
  /** `run` is whatever commands take for a run. */
  readonly find: (run: string, artifact: string) => PastArtifact;
}

/** Without a record at hand. */
export const noPast: PastArtifacts = {
  find: () => ({ kind: "no-run", why: "is not recorded here", hint: "run a runbook first" }),
};

export type FoundArtifact = Extract<PastArtifact, { readonly kind: "found" }>;
