import type { Attempt } from "../domain/index.ts";
import type { Flight } from "./flight.ts";

/** Work that waits for the commit of its events. */
interface Waiting {
  /** Artifacts that ended. After the commit their dependents may start and their slots are free. */
  readonly ended: number[];
  /** Attempts that ended. After the commit the gate may see them. */
  readonly undecided: { readonly flight: Flight; readonly attempt: Attempt }[];
}

/** Work by the commit that it waits for. */
export class PendingWork {
  /** Waits for the next commit. */
  next: Waiting = { ended: [], undecided: [] };
  /** Waits for the commit in progress. */
  sealed: Waiting = { ended: [], undecided: [] };

  /** A commit of all events so far begins. */
  seal(): void {
    this.sealed = this.next;
    this.next = { ended: [], undecided: [] };
  }
}
