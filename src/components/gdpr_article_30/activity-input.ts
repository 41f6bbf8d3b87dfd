import type { Cells } from "./cells.ts";
import type { Evidence, LocationEvidence } from "./evidence.ts";
import type { DeclaredActivity, Organisation } from "./organisation.ts";

/** The input for one row of the record. */
export interface ActivityInput {
  readonly declared: DeclaredActivity;
  /**
   * Path of the declaration in the organisation file, such as `activities[0]`; null for an activity that findings
   * suggest.
   */
  readonly path: string | null;
  readonly places: readonly LocationEvidence[];
  readonly analysed: Evidence["analysed"];
  readonly organisation: Organisation;
  readonly role: "controller" | "processor";
  /** Whether a category is a special one (Art. 9) or of criminal convictions (Art. 10). */
  readonly isSpecial: (category: string) => boolean;
  readonly cells: Cells;
}

/** Returns the path of a key of the activity. */
export type PathOf = (key: string) => string;

export const pathIn =
  ({ path }: ActivityInput): PathOf =>
  (key) =>
    `${path ?? ""}.${key}`;
