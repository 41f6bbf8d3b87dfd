import type { StandardInputTable } from "../../../plugin/index.ts";
import { describesPerson, type Entity, type EntityWords, readEntity } from "../../rules/index.ts";
import { codedWords, saysConcept } from "./coded-words.ts";
import { isUpkeep, isValueList } from "./value-list.ts";

/** What the structure says of a column. */
export interface KeyFacts {
  /** Whether it is a key to rows: the structure or its type says so, or it has the name of a table. */
  readonly isKey: boolean;
  /**
   * What the rows are to which the key refers: values that many persons may have, or anything else, such as a person.
   * `unread` if only the name of the table is known, undefined if no table is known.
   */
  readonly target: "list" | "unread" | "record" | undefined;
  /** The words of the name of the table to which it refers. */
  readonly words?: readonly string[] | undefined;
}

/** Returns whether columns of this type hold numbers of rows, and none that a person has. */
export const isTypeOfKeys = (type: string): boolean => /^(?:uuid|uniqueidentifier|(?:var)?char\(36\))/i.test(type);

export interface KnownTable {
  readonly table: StandardInputTable;
  readonly entity: Entity;
}

/** The table to which a key refers. Without a table, only its name is known. */
interface Target {
  readonly table: StandardInputTable | undefined;
  readonly entity: Entity;
}

/** Finds the tables to which keys refer, by declared keys and by names. */
export class KeyTargets {
  readonly #byLastWord: ReadonlyMap<string, readonly KnownTable[]>;
  readonly #byName: ReadonlyMap<string, readonly KnownTable[]>;
  readonly #known: EntityWords;

  constructor(tables: readonly KnownTable[], known: EntityWords) {
    this.#byLastWord = Map.groupBy(tables, ({ entity }) => entity.words.at(-1) ?? "");
    this.#byName = Map.groupBy(tables, ({ table }) => table.name);
    this.#known = known;
  }

  /** Returns what is known of a column of a table. */
  of(table: StandardInputTable, column: StandardInputTable["columns"][number]): KeyFacts {
    const target = this.targetOf(table, column);
    const isKey = column.key !== null || column.references !== null || isTypeOfKeys(column.type);
    const isOwn = target?.table === table && column.references === null;
    return {
      isKey: isKey || (target !== undefined && !isOwn),
      target: target && this.#kindOf(target, table, column.name),
      words: target?.entity.words,
    };
  }

  #kindOf({ table, entity }: Target, from: StandardInputTable, name: string): KeyFacts["target"] {
    if (table === from || this.#holdsRecords(entity)) return "record";
    if (table === undefined || table.columns.length === 0) return "unread";
    // A vocabulary has dates and domains of its own.
    return saysConcept(this.#known.wordsOf(name)) || isValueList(table, entity) ? "list" : "record";
  }

  /** Returns the table to which a column refers. */
  targetOf(table: StandardInputTable, { name, references }: StandardInputTable["columns"][number]): Target | undefined {
    if (references !== null) {
      const { schema = table.schema, table: named } = references;
      const found = this.#byName.get(named)?.find((one) => one.table.schema === schema);
      // A table that was not read still has a name.
      return found ?? { table: undefined, entity: readEntity({ name: named, columns: [] }, this.#known) };
    }
    // `observation_concept_id` in observations is no key to one of them.
    const [words] = codedWords(this.#known.wordsOf(name));
    if (words === undefined) return undefined;
    const named = (this.#byLastWord.get(words.at(-1) ?? "") ?? []).filter(({ entity }) =>
      this.#fits(words, entity.words),
    );
    return named.toSorted((a, b) => a.entity.words.length - b.entity.words.length)[0];
  }

  /** `ref_gender` for `gender_id`, and `blood_group` for `patient_blood_group_id`, but not `group` for `blood_group_id`. */
  #fits(key: readonly string[], table: readonly string[]): boolean {
    if (table.length >= key.length) return endsWith(table, key);
    return endsWith(key, table) && this.#known.ownerOf(key[key.length - table.length - 1] ?? "") === "person";
  }

  /** Returns whether rows are persons, or refer to a person other than who wrote them. */
  #holdsRecords({ person, columns }: Entity): boolean {
    if (person === "self") return true;
    return columns.some(
      (column) => !column.some(isUpkeep) && codedWords(column).some((words) => describesPerson(words, this.#known)),
    );
  }
}

const endsWith = (words: readonly string[], end: readonly string[]): boolean =>
  words.slice(-end.length).join(" ") === end.join(" ");
