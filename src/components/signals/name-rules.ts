import { matchPhrases, type Phrase, phraseOf, type SignalRule } from "../rules/index.ts";

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
  readonly isGeneral: boolean;
  readonly isActing: boolean;
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
    isGeneral: rule.general,
    isActing: rule.acting,
  };
}

/** Returns whether a table's name says that its rows are what the rule describes, or records of it. */
export function isNamed(words: readonly string[], rule: NameRule): boolean {
  return isNamedIn(words, rule.tables, rule) || isNamedIn(words, rule.records, rule);
}

/** Returns whether a table's name ends with one of these phrases and has no word that the rule excludes. */
export function isNamedIn(words: readonly string[], phrases: readonly Phrase[], rule: NameRule): boolean {
  return matchPhrases(words, phrases)?.isAtEnd === true && matchPhrases(words, rule.exclude) === undefined;
}
