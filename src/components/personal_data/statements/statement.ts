/** One way to say something of a person: words that trigger it, and what must stand around them. */
export interface Statement {
  readonly id: string;
  /** The category of the rule that the finding belongs to. */
  readonly category: string;
  /** Whole words in any case. They keep the patterns away from most texts. */
  readonly triggers: readonly string[];
  /** What stands behind the trigger, with the group `value`, which is reported. A value may also stand before, see `isBefore`. */
  readonly behind: RegExp;
  /** What must stand right before the trigger; undefined for anything. */
  readonly before?: Ending;
  /** What right before the trigger says whose it is, so that no other person need be named. */
  readonly owned?: Ending;
  /** What the words around say if nobody is meant: a law, an average, a form that is not filled in. */
  readonly never?: RegExp;
  /**
   * `none`: the words say it of one person. `named`: the sentence names a person, or the words before say whose it is.
   * `addressed`: the same, or the sentence speaks to or of one person. `beside`: a name follows the words.
   */
  readonly person: "none" | "addressed" | "named" | "beside";
  /** The two reasons, in fixed words. Neither is a pronoun. */
  readonly signals: readonly [string, string];
}

interface Ending {
  readonly test: (text: string) => boolean;
}

/** What is said of a person in a text; the offsets are those of the value. */
export interface SaidOfPerson {
  /** Whether the words say whose it is. */
  readonly isOwned: boolean;
  /** Enclose all words of the statement. */
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Returns the words of a list. `_` stands for a space. */
export const wordsIn = (list: string): readonly string[] =>
  list
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll("_", " "));

/** Returns the words of a list as alternatives of a pattern, the longest first, with their full stops and spaces as written. */
export const oneOf = (list: string): string =>
  wordsIn(list)
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll(" ", " ?"))
    .join("|");

/** Ends a word. */
export const wordEnd = "(?![\\p{L}\\p{N}])";
/** Between a label of a form and what is written there: `Konfession: `, `Religion (freiwillig) : `, a tabulator. */
export const labelGap = "(?: ?\\([^)\\n]{1,20}\\))?(?: ?[:=][ \\t]{0,8}|[ \\t]{2,8}|\\t)";
/** What stands behind the value of a form: no choice of several, no share, no code of a program. */
export const valueEnd = `${wordEnd}(?! ?(?:[/|%(=]|\\d|or |oder |ou |o |of |lub |\\p{Ll}+ ?[/|%]))`;

/** Returns a pattern to be tried at the end of a trigger. */
export const behindTrigger = (source: string): RegExp => new RegExp(source, "duyi");
