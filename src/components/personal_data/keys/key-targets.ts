import type { StandardInputTable } from "../../../plugin/index.ts";
import { describesPerson, type Entity, type EntityWords, readEntity } from "../../rules/index.ts";
import { codedWords } from "./coded-words.ts";

/** What the structure says of a column. */
export interface KeyFacts {
  /** Whether it is a key to rows: the structure or its type says so, or it has the name of a table. */
  readonly isKey: boolean;
  /**
   * What the rows are to which the key refers: values that many persons may have, or a person or what one has. Undefined
   * if no table is known.
   */
  readonly target: "list" | "record" | undefined;
}

/** Returns whether columns of this type hold numbers of rows, and none that a person has. */
export const isTypeOfKeys = (type: string): boolean => /^(?:uuid|uniqueidentifier|(?:var)?char\(36\))/i.test(type);

export interface KnownTable {
  readonly table: StandardInputTable;
  readonly entity: Entity;
}

/** Finds the tables to which keys refer, by declared keys and by names. */
export class KeyTargets {
  readonly #byLastWord = new Map<string, KnownTable[]>();
  readonly #tables: readonly KnownTable[];
  readonly #known: EntityWords;

  constructor(tables: readonly KnownTable[], known: EntityWords) {
    this.#tables = tables;
    this.#known = known;
    for (const one of tables) {
      const last = one.entity.words.at(-1) ?? "";
      const held = this.#byLastWord.get(last);
      if (held === undefined) this.#byLastWord.set(last, [one]);
      else held.push(one);
    }
  }

  /** Returns what is known of a column of a table. */
  of(table: StandardInputTable, column: StandardInputTable["columns"][number]): KeyFacts {
    const target = this.targetOf(table, column);
    const isKey = column.key !== null || column.references !== null || isTypeOfKeys(column.type);
    const isRecord = target !== undefined && (target.table === table || this.#holdsRecords(target.entity));
    const isOwn = target?.table === table && column.references === null;
    return {
      isKey: isKey || (target !== undefined && !isOwn),
      target: target && (isRecord ? "record" : "list"),
    };
  }

  /** Returns the table to which a column refers. */
  targetOf(
    table: StandardInputTable,
    { name, references }: StandardInputTable["columns"][number],
  ): { readonly table: StandardInputTable | undefined; readonly entity: Entity } | undefined {
    if (references !== null) {
      const { schema = table.schema, table: named } = references;
      const found = this.#tables.find(({ table: one }) => one.name === named && one.schema === schema);
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
      (column) =>
        !column.some((word) => doers.has(word)) &&
        codedWords(column).some((words) => describesPerson(words, this.#known)),
    );
  }
}

/** Who wrote a row is no person whom it is about: `created_user_id`, `fk_user_modif`. */
const doers: ReadonlySet<string> = new Set(
  "created create creat creator creation updated update updater modified modify modif mod modifier changed changer deleted delete deleter inserted added edited editor author by audit".split(
    " ",
  ),
);

const endsWith = (words: readonly string[], end: readonly string[]): boolean =>
  words.slice(-end.length).join(" ") === end.join(" ");
