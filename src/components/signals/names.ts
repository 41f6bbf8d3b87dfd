import { matchPhrases, type Phrase, phraseOf, type SignalRule, type SignalWeights, wordsOf } from "../rules/index.ts";

/** The names of a table or a file. */
export interface NamedEntity {
  /** Name of the table, or of the file without its extension. */
  readonly name: string;
  /** For a file: the folders that contain it. */
  readonly folders?: readonly string[];
  /** Columns of a table, or fields of a file. */
  readonly columns: readonly string[];
  /** The whole field of a file for each column. */
  readonly fields?: ReadonlyMap<string, string>;
  /** Tables that foreign keys refer to, with the referring column. */
  readonly references?: readonly { readonly column: string; readonly table: string }[];
  readonly general?: GeneralTables;
}

/** What is known about tables of general rules in the same database. */
export interface GeneralTables {
  /** The rule that says more about this table, by its index: its users are customers. */
  readonly own: number | undefined;
  /** The same for the tables that it may refer to, by the words of their names. */
  readonly others: ReadonlyMap<string, number>;
}

/** A signal for a rule from a name. Two signals with the same kind and cue count once. */
export interface NameSignal {
  readonly kind: "name" | "column" | "relation";
  readonly cue: string;
  readonly weight: number;
  /** Absent for a signal from the entity's own name. */
  readonly column?: string;
}

/** A rule with parsed phrases. */
export interface NameRule {
  readonly tables: readonly Phrase[];
  readonly hints: readonly Phrase[];
  readonly columns: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly excludeColumns: readonly Phrase[];
  readonly isGeneral: boolean;
  readonly referencedBy: readonly Phrase[];
}

export function nameRule(rule: SignalRule): NameRule {
  return {
    tables: rule.tables.map(phraseOf),
    hints: rule.hints.map(phraseOf),
    columns: rule.columns.map(phraseOf),
    exclude: rule.exclude.map(phraseOf),
    excludeColumns: rule.exclude_columns.map(phraseOf),
    isGeneral: rule.general,
    referencedBy: rule.referenced_by.map(phraseOf),
  };
}

/** Returns the signals from an entity's names, by rule. */
export function nameSignals(
  entity: NamedEntity,
  rules: readonly NameRule[],
  weights: SignalWeights,
): readonly (readonly NameSignal[])[] {
  const words = wordsOf(entity.name);
  const isExcluded = (rule: NameRule): boolean => matchPhrases(words, rule.exclude) !== undefined;
  const own = rules.map((rule) => (isExcluded(rule) ? undefined : ownName(words, entity, { rule, weights })));
  return rules.map((rule, index) => {
    if (isExcluded(rule)) return [];
    // If the table's own name is another rule's subject, its foreign keys say less: a customer row is about the
    // customer, and refers to an employee.
    const isOther = own.some(
      (signal, other) => other !== index && signal?.weight === weights.table && rules[other]?.isGeneral === false,
    );
    const relation = isOther ? weights.relation / 2 : weights.relation;
    const mine = own[index];
    return [
      ...(mine === undefined ? [] : [mine]),
      ...columnSignals(entity, rule, weights.column),
      ...relationSignals(entity, { rule, index }, relation),
    ];
  });
}

interface WeightedRule {
  readonly rule: NameRule;
  readonly weights: SignalWeights;
}

function ownName(
  words: readonly string[],
  entity: NamedEntity,
  { rule, weights }: WeightedRule,
): NameSignal | undefined {
  // A column can exclude a rule: absences with a pupil's key are not those of staff.
  if (entity.columns.some((column) => matchPhrases(wordsOf(column), rule.excludeColumns) !== undefined))
    return undefined;
  const named = matchPhrases(words, rule.tables);
  if (named !== undefined) {
    return { kind: "name", cue: named.phrase.shown, weight: named.isAtEnd ? weights.table : weights.mention };
  }
  for (const folder of entity.folders ?? []) {
    const around = matchPhrases(wordsOf(folder), rule.tables);
    if (around !== undefined) return { kind: "name", cue: around.phrase.shown, weight: weights.mention };
  }
  const hint = matchPhrases(words, rule.hints);
  return hint?.isAtEnd === true ? { kind: "name", cue: hint.phrase.shown, weight: weights.column } : undefined;
}

function columnSignals({ columns }: NamedEntity, rule: NameRule, weight: number): readonly NameSignal[] {
  return columns.flatMap((column) => {
    const match = matchPhrases(wordsOf(column), rule.columns);
    return match === undefined ? [] : [{ kind: "column", cue: match.phrase.shown, weight, column }];
  });
}

/**
 * Returns signals for a foreign key to a table that the rule names, or for a column such as `customer_id` if no key is
 * declared.
 */
function relationSignals(
  { references = [], columns, general }: NamedEntity,
  { rule, index }: { readonly rule: NameRule; readonly index: number },
  weight: number,
): readonly NameSignal[] {
  const isOfRule = (words: readonly string[]): boolean => {
    const better = general?.others.get(words.join(" "));
    return better === undefined ? isNamed(words, rule) : better === index;
  };
  const declared = references.filter(({ table }) => isOfRule(wordsOf(table)));
  const keys = columns.filter((column) => {
    const words = wordsOf(column);
    // Without a declared key, `parent_id` refers to the parent row in a tree.
    if (words.join(" ") === "parent id") return false;
    const target = keyTarget(words);
    return target !== undefined && isOfRule(target);
  });
  // All keys to persons of one kind share a cue, so that they count once.
  const signal = { kind: "relation", cue: "", weight } as const;
  const found = [...declared.map(({ column }) => column), ...keys].map((column) => ({ ...signal, column }));
  return general?.own === index ? [signal, ...found] : found;
}

/** The words of the table that a column such as `user_id` or `userid` refers to; undefined if it is no key. */
export function keyTarget(words: readonly string[]): readonly string[] | undefined {
  const last = words.at(-1) ?? "";
  if (last === "id") return words.length > 1 ? words.slice(0, -1) : undefined;
  return last.length > 4 && last.endsWith("id") ? [...words.slice(0, -1), last.slice(0, -2)] : undefined;
}

/** Returns whether a table's name says that its rows are what the rule describes. */
export function isNamed(words: readonly string[], rule: NameRule): boolean {
  return matchPhrases(words, rule.tables)?.isAtEnd === true && matchPhrases(words, rule.exclude) === undefined;
}
