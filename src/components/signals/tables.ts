import type { Locator, StandardInputTable } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import type { NamedEntity } from "./names.ts";

type TableLocator = Extract<Locator, { readonly kind: "table" }>;

/** A table with its known columns and keys. */
interface NamedTable extends NamedEntity {
  readonly locator: TableLocator;
}

interface Draft {
  readonly locator: TableLocator;
  readonly columns: Set<string>;
}

interface DescribedTable {
  readonly locator: TableLocator;
  readonly table: StandardInputTable;
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
  const described = new Map<string, DescribedTable>();
  return {
    table: (database, table) => {
      const schema = table.schema === undefined ? {} : { schema: table.schema };
      const locator: TableLocator = { kind: "table", database, ...schema, table: table.name };
      described.set(entityKey(locator), { locator, table });
    },
    sample: (locator) => {
      if (locator.kind !== "column") return;
      const { column, ...place } = locator;
      const draft = sampled.get(entityKey(locator)) ?? { locator: { ...place, kind: "table" }, columns: new Set() };
      draft.columns.add(column);
      sampled.set(entityKey(locator), draft);
    },
    done: () => {
      const drafts = new Map(sampled);
      const covered = new Set(
        [...sampled.values()].flatMap(({ locator }) => [entityKey(locator), withoutSchema(locator)]),
      );
      for (const [key, { locator }] of described) {
        if (!covered.has(key)) drafts.set(key, { locator, columns: new Set() });
      }
      return [...drafts.values()].map((draft) => {
        const { locator } = draft;
        return namedTable(draft, described.get(entityKey(locator)) ?? described.get(withoutSchema(locator)));
      });
    },
  };
}

function namedTable({ locator, columns }: Draft, described: DescribedTable | undefined): NamedTable {
  const known = described?.table.columns ?? [];
  return {
    name: locator.table,
    locator,
    columns: [...new Set([...known.map(({ name }) => name), ...columns])],
    references: known.flatMap(({ name, references }) =>
      references === null ? [] : [{ column: name, table: references.table }],
    ),
  };
}

function withoutSchema({ database, table }: TableLocator): string {
  return entityKey({ kind: "table", database, table });
}
