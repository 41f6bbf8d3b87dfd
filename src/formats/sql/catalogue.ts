import type { TableElements, TableKey } from "./columns.ts";
import { type DumpColumn, type DumpName, type DumpTable, dumpKey } from "./dump.ts";

/** The tables and views that a dump declares, completed by its later statements. */
export class DumpCatalogue {
  readonly #tables = new Map<string, DumpTable>();

  /** Tables and views in the order of the dump. */
  tables(): readonly DumpTable[] {
    return [...this.#tables.values()];
  }

  find(name: DumpName): DumpTable | undefined {
    return this.#tables.get(dumpKey(name));
  }

  /** Adds a table. A dump may declare a view twice: first with names of columns only, then with its query. */
  declare(name: DumpName, kind: DumpTable["kind"], elements: TableElements, hasColumnNames = true): DumpTable {
    const held = this.find(name);
    const columns = elements.columns.length === 0 && held !== undefined ? held.columns : elements.columns;
    const table: DumpTable = { name, kind, columns, comment: held?.comment ?? null, partitionOf: null, hasColumnNames };
    this.#tables.set(dumpKey(name), table);
    for (const key of elements.keys) addKey(table, key);
    return table;
  }

  /**
   * Returns the table of a row; one that the dump does not declare gets the columns that the row names, or as many as it
   * has cells.
   */
  tableOfRows(name: DumpName, columns: readonly string[] | null, cells: number): DumpTable {
    const held = this.find(name);
    if (held !== undefined) return held;
    const names = columns ?? Array.from({ length: cells }, (_, at) => `column ${at + 1}`);
    return this.declare(name, "table", { columns: names.map(undeclaredColumn), keys: [] }, columns !== null);
  }

  /** The table that shows the rows of a partition, of whatever level; any other table itself. */
  wholeOf(table: DumpTable): DumpTable {
    let whole = table;
    // A dump that is written by hand may name a circle.
    for (let level = 0; level < deepestPartition && whole.partitionOf !== null; level++) {
      const parent = this.find(whole.partitionOf);
      if (parent === undefined) break;
      whole = parent;
    }
    return whole;
  }
}

const deepestPartition = 20;

const undeclaredColumn = (name: string): DumpColumn => ({
  name,
  type: "",
  isNullable: true,
  fallback: null,
  comment: null,
  isPrimaryKey: false,
  isGenerated: false,
  references: null,
});

/** Adds a primary or foreign key to the columns of a table. */
export function addKey(table: DumpTable, { columns, references }: TableKey): void {
  table.columns = table.columns.map((column) => {
    const at = columns.indexOf(column.name);
    if (at < 0) return column;
    if (references === null) return { ...column, isPrimaryKey: true, isNullable: false };
    // The key that is declared first takes precedence.
    const reference = { table: references.table, column: references.columns[at] ?? null };
    return { ...column, references: column.references ?? reference };
  });
}

/** Changes one column of a table, if it has it. */
export function changeColumn(table: DumpTable, name: string, change: Partial<DumpColumn>): void {
  table.columns = table.columns.map((column) => (column.name === name ? { ...column, ...change } : column));
}
