/** What a number identifies: a person towards the state, a taxpayer, a vehicle, or an account with an organisation. */
export type NumberGroup = "government" | "tax" | "vehicle" | "account";

/** In per cent. Ten kinds of the same length together are still below the error of one. */
export const rarePassRate = 0.35;

/** A kind of number, such as the Polish PESEL. */
export interface NumberKind {
  /** Shown in findings: the usual abbreviation and the country. */
  readonly name: string;
  readonly group: NumberGroup;
  /** Matches the number without separators, in capital letters. It includes dates and prefixes, so that few are checked. */
  readonly form: RegExp;
  /** Verifies the check digits. Undefined: the number has none, so a label directly before it is required. */
  readonly check?: (compact: string) => boolean;
  /** Verifies a date in a number without check digits. */
  readonly confirm?: (compact: string) => boolean;
  /** Whether the number has no common form, so that only one in one piece and in capital letters counts. */
  readonly isOpen?: boolean;
  /**
   * How many of a hundred random numbers of the form pass the check, if it is one or fewer. Such a check confirms a whole
   * column without a name, and below {@link rarePassRate} a number after a general label such as "national id".
   */
  readonly passRate?: number;
  /** The spelling in which the number is accepted without a label, in capital letters. */
  readonly alone?: RegExp;
  /**
   * The grouping printed on the document, and a check that people mistake for the right one. Directly behind its label, a
   * number in this spelling that passes it counts: a wrongly made number still stands for a person.
   */
  readonly printed?: { readonly spelling: RegExp; readonly check: (compact: string) => boolean };
  /**
   * Words that announce the number, in the languages of the country, separated by commas; the first is its own name. `*` at
   * the end of a word stands for any ending. Case and diacritics are ignored.
   */
  readonly labels: string;
}

/** A number in a text; `start` and `end` are offsets in it. */
export interface NumberMatch {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberKind;
  /** Without separators, in capital letters. */
  readonly compact: string;
  readonly isLabelled: boolean;
}
