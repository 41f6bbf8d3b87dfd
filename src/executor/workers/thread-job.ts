import type { ArtifactId } from "../../domain/index.ts";
import type { Call } from "./call.ts";
import type { Lost } from "./line.ts";
import type { Said, Settled, Surroundings, Work } from "./protocol.ts";

/** Whose job it is; null for an export. */
export type Holder = ArtifactId | null;

/** One job, for whichever thread there is. */
export interface ThreadJob {
  readonly holder: Holder;
  readonly work: Work;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  readonly said: (said: Exclude<Said, { readonly kind: "started" }>) => void;
  /**
   * Its component's code begins: in which thread (null: a shared one), and whose that was, if it had to be waited for
   * (undefined: it had not). Called before the job ends, and again when it has to be done again.
   */
  readonly begun: (worker: number | null, waitedFor: Holder | undefined) => void;
}

/** What a job came to that began. */
export type Ended = Settled | Lost;

/** The call of a thread for a job; `begun` for when its turn comes there, and before whatever else is said of it. */
export function callOf({ work, surroundings, signal, said }: ThreadJob, begun: () => void): Call {
  return {
    work,
    surroundings,
    signal,
    said: (one) => {
      begun();
      if (one.kind !== "started") said(one);
    },
  };
}
