import type { Locator } from "../../plugin/index.ts";

/** The names of a table or a file. */
export interface NamedEntity {
  /** Name of the table, or of the file without its extension. */
  readonly name: string;
  /** The words of the name, if they are not all of them. */
  readonly words?: readonly string[];
  /** For a file: the folders that contain it. */
  readonly folders?: readonly string[];
  /** Columns of a table, or fields of a file. */
  readonly columns: readonly string[];
  /** The whole field of a file for each column. */
  readonly fields?: ReadonlyMap<string, string>;
  /** Tables that foreign keys refer to, with the referring column. */
  readonly references?: readonly { readonly column: string; readonly table: string }[];
  /** For a table: its keys to persons, by the index of a rule. They are read from the names if this is absent. */
  readonly keys?: readonly { readonly column: string; readonly rule: number; readonly isRecord: boolean }[];
  /** Whether personal data was found in the table; undefined if nobody searched for it. */
  readonly isPersonal?: boolean;
  /** The rule that another table says of this one, by its index: its users are customers. */
  readonly decided?: { readonly rule: number; readonly witness: { readonly locator: Locator } } | undefined;
  /** The rules whose words mean others here, with what they mean, by their indexes. */
  readonly standIns?: ReadonlyMap<number, number | undefined>;
  /** What the database is about, as the index of a rule. */
  readonly about?: number | undefined;
}

/** A signal for a rule from a name. Two signals with the same kind and cue count once. */
export interface NameSignal {
  readonly kind: "name" | "column" | "relation" | "database";
  readonly cue: string;
  readonly weight: number;
  /** Absent for a signal from the entity's own name. */
  readonly column?: string;
}
