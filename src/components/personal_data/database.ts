import type { Locator, StandardInputItem, StandardInputTable } from "../../plugin/index.ts";
import { type Entity, type EntityWords, entityKey, readEntity, referencedTables, typeFamily } from "../rules/index.ts";
import type { Candidate, Kit } from "./candidate.ts";
import { evaluateColumn, type Values } from "./column.ts";

type ColumnLocator = Extract<Locator, { kind: "column" }>;

export interface DatabaseStructure {
  readonly databases: readonly { readonly name: string; readonly tables: readonly StandardInputTable[] }[];
}

/** What is known of the databases of one input: which table a column stands in, and what that table describes. */
export interface Databases {
  readonly evaluate: (locator: ColumnLocator, values: Values, declared: string | undefined) => readonly Candidate[];
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
  // Structures name no schema, so a locator's schema is left out of the look-up.
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

/** Reads tables; one whose foreign keys lead to a person in two steps (shipment, order, customer) is linked, too. */
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

/** The values of a column sample: one JSON string a line. */
export function sampleValues(item: StandardInputItem): Values {
  const distinct: string[] = [];
  for (const line of item.content.split("\n")) {
    if (line === "") continue;
    const value: unknown = JSON.parse(line);
    distinct.push(typeof value === "string" ? value : String(value));
  }
  return { distinct, counts: item.sample?.counts ?? [] };
}
