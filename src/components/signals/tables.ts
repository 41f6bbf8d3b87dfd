import type { Locator, StandardInputTable } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import type { NamedEntity } from "./named-entity.ts";

type TableLocator = Extract<Locator, { readonly kind: "table" }>;

/** A table with its known columns and keys. */
export interface NamedTable extends NamedEntity {
  readonly locator: TableLocator;
}

interface Draft {
  readonly locator: TableLocator;
  readonly columns: Set<string>;
}

/**
 * Combines tables from the structure of databases and from the locations of column samples. A connector may provide
 * only one of them, and may name a table's schema only in its samples.
 */
export function tableCollector(): {
  readonly table: (database: string, table: StandardInputTable) => void;
  readonly sample: (locator: Locator) => void;
  readonly done: () => readonly NamedTable[];
} {
  const sampled = new Map<string, Draft>();
  const described = new Map<string, { readonly locator: TableLocator; readonly table: StandardInputTable }>();
  return {
    table: (database, table) => {
      const locator = locatorOf(database, table);
      described.set(entityKey(locator), { locator, table });
    },
    sample: (locator) => {
      if (locator.kind !== "column") return;
      const { column, field: _, ...place } = locator;
      const draft = sampled.get(entityKey(locator)) ?? { locator: { ...place, kind: "table" }, columns: new Set() };
      draft.columns.add(column);
      sampled.set(entityKey(locator), draft);
    },
    done: () => {
      const drafts = new Map(sampled);
      const covered = new Set([...sampled.values()].flatMap(({ locator }) => keysOf(locator)));
      for (const [key, { locator }] of described) {
        if (!covered.has(key)) drafts.set(key, { locator, columns: new Set() });
      }
      return [...drafts.values()].map(({ locator, columns }) => {
        const key = keysOf(locator).find((one) => described.has(one)) ?? "";
        const known = described.get(key)?.table.columns ?? [];
        return {
          name: locator.table,
          locator,
          columns: [...new Set([...known.map(({ name }) => name), ...columns])],
          references: known.flatMap(({ name, references }) =>
            references === null ? [] : [{ column: name, table: references.table }],
          ),
        };
      });
    },
  };
}

function locatorOf(database: string, { schema, name }: StandardInputTable): TableLocator {
  return { kind: "table", database, ...(schema === undefined ? {} : { schema }), table: name };
}

/** Returns the keys under which a table may be described, with and without its schema. */
function keysOf(locator: TableLocator): readonly string[] {
  const { database, table } = locator;
  return [entityKey(locator), entityKey({ kind: "table", database, table })];
}
