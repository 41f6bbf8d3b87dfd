import type { Locator, StandardInputItem, StandardInputTable } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import { type Entity, type EntityWords, readEntity, referencedTables, typeFamily } from "../rules/index.ts";
import type { FindingCandidate, Kit, Values } from "./candidate.ts";
import { evaluateColumn } from "./column.ts";

type ColumnLocator = Extract<Locator, { kind: "column" }>;

interface DatabaseStructure {
  readonly databases: readonly { readonly name: string; readonly tables: readonly StandardInputTable[] }[];
}

/** The databases of one input: the table of each column, and what that table describes. */
export interface Databases {
  readonly evaluate: (
    locator: ColumnLocator,
    values: Values,
    declared: string | undefined,
  ) => readonly FindingCandidate[];
  readonly entityAt: (locator: ColumnLocator) => Entity;
  /** Columns in the order of the structure. */
  readonly columns: readonly ColumnLocator[];
}

export function readDatabases(structure: DatabaseStructure | undefined, kit: Kit): Databases {
  const tables = new Map<string, { readonly entity: Entity; readonly types: ReadonlyMap<string, string> }>();
  const columns: ColumnLocator[] = [];
  for (const { name: database, tables: all } of structure?.databases ?? []) {
    const read = linkedThroughKeys(all, kit.rules.entities);
    for (const table of all) {
      const types = new Map(table.columns.map((column) => [column.name, column.type]));
      const entity = read(table);
      tables.set(entityKey({ kind: "table", database, table: table.name }), { entity, types });
      for (const { name } of table.columns) columns.push({ kind: "column", database, table: table.name, column: name });
    }
  }
  // Structures contain no schema name, so the look-up ignores the schema of a locator.
  const tableAt = ({ database, table }: ColumnLocator) => tables.get(entityKey({ kind: "table", database, table }));
  const entityAt = (locator: ColumnLocator): Entity =>
    tableAt(locator)?.entity ?? readEntity({ name: locator.table, columns: [locator.column] }, kit.rules.entities);
  return {
    columns,
    entityAt,
    evaluate(locator, values, declared) {
      const type = declared ?? tableAt(locator)?.types.get(locator.column) ?? "";
      return evaluateColumn({ name: locator.column, family: typeFamily(type), entity: entityAt(locator) }, values, kit);
    },
  };
}

/**
 * Reads tables. A table is also linked if its foreign keys lead to a person in two steps (shipment, order, customer).
 */
function linkedThroughKeys(
  tables: readonly StandardInputTable[],
  known: EntityWords,
): (table: StandardInputTable) => Entity {
  const direct = (table: StandardInputTable): Entity => {
    const columns = table.columns.map((column) => column.name);
    return readEntity({ name: table.name, columns, references: referencedTables(table) }, known);
  };
  const links = new Map(tables.map((table) => [table.name, direct(table)] as const));
  return (table) => {
    const entity = links.get(table.name) ?? direct(table);
    const leads = referencedTables(table).some((name) => (links.get(name)?.person ?? "unknown") !== "unknown");
    return entity.person === "unknown" && leads ? { ...entity, person: "linked" } : entity;
  };
}

/** Reads the values of a column sample, one JSON string per line. */
export function sampleValues(item: StandardInputItem): Values {
  const distinct: string[] = [];
  for (const line of item.content.split("\n")) {
    if (line === "") continue;
    const value: unknown = JSON.parse(line);
    distinct.push(typeof value === "string" ? value : String(value));
  }
  const { counts = [], first_rows: rows, first_lines: lines } = item.sample ?? {};
  return { distinct, counts, ...(rows === undefined ? {} : { rows }), ...(lines === undefined ? {} : { lines }) };
}
