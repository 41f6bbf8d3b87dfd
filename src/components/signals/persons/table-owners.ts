import { entityKey } from "../../locators.ts";
import { matchPhrases, wordsOf } from "../../rules/index.ts";
import { isAudit, keyColumns } from "../key-columns.ts";
import { isNamedIn, type NameRule } from "../name-rules.ts";
import type { LinkedTable } from "../table-links.ts";
import type { DecidedTable } from "./general-tables.ts";
import type { StandIns } from "./stand-ins.ts";

/** Whose a table's rows are, by the index of a rule; `isRecord`: its rows are records of these persons. */
export interface TableOwner {
  readonly rule: number;
  readonly isRecord: boolean;
}

type Owners = readonly TableOwner[];
type Words = readonly string[];

/** Whose the rows of the tables of one database are, and so whose the rows are that refer to them. */
export class TableOwners {
  readonly #rules: readonly NameRule[];
  readonly #tables: ReadonlyMap<string, LinkedTable>;
  readonly #standIns: StandIns;
  /** The rules of the tables whose owners other tables say. */
  readonly #decided: ReadonlyMap<string, number>;
  readonly #byColumn: (words: Words) => Words | undefined;
  readonly #known = new Map<string, Owners>();

  constructor(
    members: readonly LinkedTable[],
    rules: readonly NameRule[],
    { decided, standIns }: { readonly decided: ReadonlyMap<string, DecidedTable>; readonly standIns: StandIns },
  ) {
    this.#rules = rules;
    this.#standIns = standIns;
    this.#tables = new Map(members.map((table) => [table.words.join(" "), table]));
    this.#decided = new Map(
      members.flatMap(({ words, locator }) => {
        const one = decided.get(entityKey(locator));
        return one === undefined ? [] : [[words.join(" "), one.rule] as const];
      }),
    );
    this.#byColumn = keyColumns(members.filter(({ words }) => this.#of(words).some(({ isRecord }) => !isRecord)));
  }

  /** The owners that a declared key to the table `target` gives the rows of the table `own`. */
  declared(column: Words, target: Words, own: Words): Owners {
    const owners = this.#of(target);
    if (!this.#isGeneral(target)) return this.#withoutActors(column, owners);
    if (isAudit(column)) return [];
    // `student_id` that refers to persons.
    const role = column.filter((word) => word !== "id");
    const roles = this.#named(role).filter((one) => !one.isRecord && !this.#isActor(one));
    return roles.length > 0 ? roles : this.#ofDecided(target, own, owners);
  }

  /** The same for a column that has the name of a key to `target`, or of the key of a table of persons. */
  implied(column: Words, target: Words | undefined, own: Words): Owners {
    const isKnown = target !== undefined && this.#tables.has(target.join(" "));
    const named = target === undefined ? [] : isKnown ? this.#of(target) : this.#named(target, true);
    const through = (named.length > 0 || isKnown ? target : this.#byColumn(column)) ?? [];
    return this.#withoutActors(column, this.#ofDecided(through, own, through === target ? named : this.#of(through)));
  }

  #named(words: Words, isImplied = false): Owners {
    return this.#meant(namedOwners(words, this.#rules, isImplied));
  }

  /** Owners with what their words mean in this database. */
  #meant(owners: Owners): Owners {
    return owners.flatMap((one) => {
      const rule = this.#standIns.has(one.rule) ? this.#standIns.get(one.rule) : one.rule;
      return rule === undefined ? [] : [{ ...one, rule }];
    });
  }

  #of(words: Words): Owners {
    const key = words.join(" ");
    const owners = this.#known.get(key) ?? this.#read(key, words);
    this.#known.set(key, owners);
    return owners;
  }

  #read(key: string, words: Words): Owners {
    const rule = this.#decided.get(key);
    if (rule !== undefined) return [{ rule, isRecord: false }];
    const columns = this.#tables.get(key)?.columns.map(wordsOf) ?? [];
    const excludes = ({ excludeColumns }: NameRule) =>
      columns.some((column) => matchPhrases(column, excludeColumns) !== undefined);
    return this.#named(words).filter((one) => !this.#has(one, excludes));
  }

  /** The absences of staff refer to persons, who are pupils in the other tables of a school. */
  #ofDecided(target: Words, own: Words, owners: Owners): Owners {
    const mentioned = this.#decided.has(target.join(" ")) ? this.#meant(mentionedOwners(own, this.#rules)) : [];
    return mentioned.length > 0 ? mentioned : owners;
  }

  /** Whoever enters or changes a row is not whom it is about. */
  #withoutActors(column: Words, owners: Owners): Owners {
    return isAudit(column) ? owners.filter((one) => !this.#isActor(one)) : owners;
  }

  #isActor(owner: TableOwner): boolean {
    return this.#has(owner, ({ isGeneral, isActing }) => isGeneral || isActing);
  }

  #isGeneral(words: Words): boolean {
    return (
      this.#decided.has(words.join(" ")) || this.#of(words).some((one) => this.#has(one, (rule) => rule.isGeneral))
    );
  }

  #has({ rule }: TableOwner, test: (rule: NameRule) => boolean): boolean {
    const one = this.#rules[rule];
    return one !== undefined && test(one);
  }
}

/** `isImplied`: a name that must be whole says too little without a table of this name. */
function namedOwners(words: readonly string[], rules: readonly NameRule[], isImplied = false): Owners {
  const all = rules.flatMap((rule, index) => {
    const isWhole = isImplied && matchPhrases(words, rule.tables)?.phrase.isWhole === true;
    if (!isWhole && isNamedIn(words, rule.tables, rule)) return [{ rule: index, isRecord: false }];
    return isNamedIn(words, rule.records, rule) ? [{ rule: index, isRecord: true }] : [];
  });
  const specific = all.filter(({ rule }) => rules[rule]?.isGeneral !== true);
  return specific.length > 0 ? specific : all;
}

/** The persons that a table's name has anywhere in it. */
function mentionedOwners(words: readonly string[], rules: readonly NameRule[]): Owners {
  return rules.flatMap((rule, index) => {
    if (rule.isGeneral || matchPhrases(words, rule.exclude) !== undefined) return [];
    return matchPhrases(words, rule.tables) === undefined ? [] : [{ rule: index, isRecord: false }];
  });
}
