import { matchPhrases, type Phrase, phraseOf, type SignalRule, type SignalWeights, wordsOf } from "../rules/index.ts";

/** A table, or a file, by its names. */
export interface NamedEntity {
  /** Name of the table; of a file, its name without the extension. */
  readonly name: string;
  /** Of a file: the folders that it lies in. */
  readonly folders?: readonly string[];
  /** Columns of a table, fields of a file. */
  readonly columns: readonly string[];
  /** Tables that foreign keys refer to, with the column that does. */
  readonly references?: readonly { readonly column: string; readonly table: string }[];
}

/** What a name says for a rule. Two signals with the same kind and cue are one. */
export interface NameSignal {
  readonly kind: "name" | "column" | "relation";
  readonly cue: string;
  readonly weight: number;
  /** Of a signal that is not the entity's own name. */
  readonly column?: string;
}

/** A rule with its phrases read. */
export interface NameRule {
  readonly tables: readonly Phrase[];
  readonly columns: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly excludeColumns: readonly Phrase[];
}

export function nameRule(rule: SignalRule): NameRule {
  return {
    tables: rule.tables.map(phraseOf),
    columns: rule.columns.map(phraseOf),
    exclude: rule.exclude.map(phraseOf),
    excludeColumns: rule.exclude_columns.map(phraseOf),
  };
}

/** The signals that an entity's names give, by rule. */
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
    // A row that is a customer tells of the customer; the employee that it refers to is named beside.
    const isOther = own.some((signal, other) => other !== index && signal?.weight === weights.table);
    const relation = isOther ? weights.relation / 2 : weights.relation;
    const mine = own[index];
    return [
      ...(mine === undefined ? [] : [mine]),
      ...columnSignals(entity, rule, weights.column),
      ...relationSignals(entity, rule, relation),
    ];
  });
}

interface Scale {
  readonly rule: NameRule;
  readonly weights: SignalWeights;
}

function ownName(words: readonly string[], entity: NamedEntity, { rule, weights }: Scale): NameSignal | undefined {
  // Absences beside a pupil's key are not those of staff.
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
  return undefined;
}

function columnSignals({ columns }: NamedEntity, rule: NameRule, weight: number): readonly NameSignal[] {
  return columns.flatMap((column) => {
    const match = matchPhrases(wordsOf(column), rule.columns);
    return match === undefined ? [] : [{ kind: "column", cue: match.phrase.shown, weight, column }];
  });
}

/** A foreign key to a table that the rule names, or a column such as `customer_id` where no key is declared. */
function relationSignals(entity: NamedEntity, rule: NameRule, weight: number): readonly NameSignal[] {
  const declared = (entity.references ?? []).filter(({ table }) => isNamed(wordsOf(table), rule));
  const keys = entity.columns.filter((column) => {
    const words = wordsOf(column);
    // Without a key that says to which table it leads, a parent is that of a tree.
    if (words.join(" ") === "parent id") return false;
    return words.at(-1) === "id" && isNamed(words.slice(0, -1), rule);
  });
  return [...declared.map(({ column }) => column), ...keys].map((column) => ({
    kind: "relation",
    // However many keys lead to persons of one kind, they say one thing.
    cue: "",
    weight,
    column,
  }));
}

function isNamed(words: readonly string[], rule: NameRule): boolean {
  return matchPhrases(words, rule.tables)?.isAtEnd === true && matchPhrases(words, rule.exclude) === undefined;
}
