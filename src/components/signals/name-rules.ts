import { matchPhrases, type Phrase, type PhraseMatch, phraseOf, type SignalRule } from "../rules/index.ts";

/** A rule with parsed phrases. */
export interface NameRule {
  readonly tables: readonly Phrase[];
  readonly records: readonly Phrase[];
  readonly persons: readonly Phrase[];
  readonly database: readonly Phrase[];
  readonly hints: readonly Phrase[];
  readonly columns: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly excludeColumns: readonly Phrase[];
  readonly referencedBy: readonly Phrase[];
  readonly notAbout: readonly Phrase[];
  readonly beside: readonly Phrase[];
  readonly userColumns: readonly Phrase[];
  readonly isGeneral: boolean;
  readonly isActing: boolean;
  readonly id: string;
  /** The ids of the rules whose persons its words mean in a database about them. */
  readonly givesWayTo: readonly string[];
  /** Whether staff serves these persons. */
  readonly isServed: boolean;
  /** Whether these log in to a program about others. */
  readonly isStaff: boolean;
}

export function nameRule(rule: SignalRule): NameRule {
  return {
    tables: rule.tables.map(phraseOf),
    records: rule.records.map(phraseOf),
    persons: rule.persons.map(phraseOf),
    database: rule.database.map(phraseOf),
    hints: rule.hints.map(phraseOf),
    columns: rule.columns.map(phraseOf),
    exclude: rule.exclude.map(phraseOf),
    excludeColumns: rule.exclude_columns.map(phraseOf),
    referencedBy: rule.referenced_by.map(phraseOf),
    notAbout: rule.not_about.map(phraseOf),
    beside: rule.beside.map(phraseOf),
    userColumns: rule.user_columns.map(phraseOf),
    isGeneral: rule.general,
    isActing: rule.acting,
    id: rule.id,
    givesWayTo: rule.gives_way_to,
    isServed: rule.served,
    isStaff: rule.staff,
  };
}

/** Returns whether a table's name says that its rows are what the rule describes, or records of it. */
export function isNamed(words: readonly string[], rule: NameRule): boolean {
  return isNamedIn(words, rule.tables, rule) || isNamedIn(words, rule.records, rule);
}

/** Returns whether a table's name ends with one of these phrases and has no word that the rule excludes. */
export function isNamedIn(words: readonly string[], phrases: readonly Phrase[], rule: NameRule): boolean {
  const match = matchPhrases(words, phrases);
  return match !== undefined && isAtEnd(match) && matchPhrases(words, rule.exclude) === undefined;
}

/** Words that say nothing at the end of a table's name: `patient_data`. */
const trailing: ReadonlySet<string> = new Set(["data", "detail", "info", "information", "master", "table", "register"]);

/** Returns whether a name ends with the phrase, apart from words that say nothing. */
export const isAtEnd = ({ after }: PhraseMatch): boolean => after.every((word) => trailing.has(word));

/** Returns whether a table's name has persons of the rule, or records of them, anywhere in it. */
export const isMentioned = (words: readonly string[], rule: NameRule): boolean =>
  matchPhrases(words, rule.tables) !== undefined || matchPhrases(words, rule.records) !== undefined;
