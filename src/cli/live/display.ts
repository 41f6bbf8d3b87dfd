import type { RunEvent } from "../../domain/index.ts";

/** Tells people of a run while it goes on. */
export interface Display {
  readonly show: (event: RunEvent) => void;
  /** A line of talk that is no event. */
  readonly say: (line: string) => void;
  /** Leaves what was told, and nothing that moves. */
  readonly close: () => Promise<void>;
}
