import type { Attempt } from "../domain/index.ts";
import type { Flight } from "./flight.ts";

/** Work that waits for the commit of its events. */
export interface Pending {
  /** Artifacts that ended. After the commit their dependents may start and their slots are free. */
  readonly ended: number[];
  /** Attempts that ended. After the commit the gate may see them. */
  readonly undecided: { readonly flight: Flight; readonly attempt: Attempt }[];
}

export const nothingPending = (): Pending => ({ ended: [], undecided: [] });
