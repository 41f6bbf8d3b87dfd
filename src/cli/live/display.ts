import type { RunEvent } from "../../domain/index.ts";

/** Shows people the progress of a run. */
export interface Display {
  readonly show: (event: RunEvent) => void;
  /** Prints a message that is not an event. */
  readonly say: (line: string) => void;
  /** Keeps the printed lines, and removes the animated area. */
  readonly close: () => Promise<void>;
}
