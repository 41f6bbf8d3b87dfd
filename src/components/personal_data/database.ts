import type { Locator, StandardInputItem, StandardInputTable } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import { type Entity, type EntityWords, readEntity, referencedTables, typeFamily } from "../rules/index.ts";
import type { FindingCandidate, Kit, Values, ValueTotal } from "./candidate.ts";
import { evaluateColumn } from "./column.ts";
import { type KeyFacts, KeyTargets, withAddresses } from "./keys/index.ts";

export type ColumnLocator = Extract<Locator, { kind: "column" }>;

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
  const tables = new Map<string, KnownTable>();
  const columns: ColumnLocator[] = [];
  for (const { name: database, tables: all } of structure?.databases ?? []) {
    const read = linkedThroughKeys(all, kit.rules.entities);
    const isShown = shownElsewhere(all);
    const entities = all.map((table) => ({ table, entity: read(table) }));
    const targets = new KeyTargets(entities, kit.rules.entities);
    for (const { table, entity } of withAddresses(entities, targets)) {
      const types = new Map(table.columns.map((column) => [column.name, column.type]));
      const keys = new Map(table.columns.map((column) => [column.name, targets.of(table, column)]));
      const place = placeOf(database, table);
      const { rows, rows_estimated: isEstimated = false } = table;
      tables.set(entityKey({ kind: "table", ...place }), { entity, types, keys, rows, isEstimated });
      for (const column of table.columns) {
        if (!isShown(table, column)) columns.push({ kind: "column", ...place, column: column.name });
      }
    }
  }
  // A connector may name the schema only in its samples.
  const tableAt = (locator: ColumnLocator) =>
    tables.get(entityKey(locator)) ?? tables.get(entityKey({ ...locator, schema: undefined }));
  const entityAt = (locator: ColumnLocator): Entity =>
    tableAt(locator)?.entity ?? readEntity({ name: locator.table, columns: [locator.column] }, kit.rules.entities);
  return {
    columns,
    entityAt,
    evaluate(locator, values, declared) {
      const table = tableAt(locator);
      const facts = {
        name: locator.column,
        family: typeFamily(declared ?? table?.types.get(locator.column) ?? ""),
        entity: entityAt(locator),
        isOfDatabase: true,
        key: table?.keys.get(locator.column),
      };
      return evaluateColumn(facts, withTotal(values, table), kit);
    },
  };
}

interface KnownTable {
  readonly entity: Entity;
  readonly types: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, KeyFacts>;
  readonly rows: number | null;
  readonly isEstimated: boolean;
}

/** Adds what only the structure tells: the rows of a table without a sample, and whether rows are an estimate. */
function withTotal(values: Values, table: KnownTable | undefined): Values {
  if (table === undefined || table.rows === null) return values;
  const { isEstimated } = table;
  if (values.total === undefined) return { ...values, total: { values: table.rows, isWhole: false, isEstimated } };
  return { ...values, total: { ...values.total, isEstimated: isEstimated && values.total.values === table.rows } };
}

const placeOf = (database: string, { schema, name }: StandardInputTable) => ({
  database,
  ...(schema === undefined ? {} : { schema }),
  table: name,
});

/**
 * Returns whether a view only shows a column that another table of the structure has. That column is evaluated at its
 * table, so a person's data is not counted twice.
 */
function shownElsewhere(
  tables: readonly StandardInputTable[],
): (view: StandardInputTable, column: StandardInputTable["columns"][number]) => boolean {
  const known = new Set(
    tables.flatMap((table) => table.columns.map(({ name }) => JSON.stringify([table.schema ?? "", table.name, name]))),
  );
  return (view, { from }) =>
    view.kind === "view" &&
    from !== undefined &&
    known.has(JSON.stringify([from.schema ?? view.schema ?? "", from.table, from.column]));
}

const nameKey = (schema: string | undefined, table: string): string => JSON.stringify([schema ?? "", table]);

/** How many keys may lie between a table and a person: reading, meter, point of delivery, customer. */
const mostKeys = 3;

/** Reads tables. A table is also linked if its foreign keys lead to a person in a few steps. */
function linkedThroughKeys(
  tables: readonly StandardInputTable[],
  known: EntityWords,
): (table: StandardInputTable) => Entity {
  const direct = (table: StandardInputTable): Entity => {
    const columns = table.columns.map((column) => column.name);
    return readEntity({ name: table.name, columns, references: referencedTables(table) }, known);
  };
  const keyOf = ({ schema, name }: StandardInputTable): string => nameKey(schema, name);
  const links = new Map(tables.map((table) => [keyOf(table), direct(table)] as const));
  for (let step = 1; step < mostKeys; step++) {
    const reached = tables.flatMap((table) => {
      const entity = links.get(keyOf(table));
      return entity?.person === "unknown" && leadsToPerson(table, links, step)
        ? [[keyOf(table), { ...entity, person: "linked" }] as const]
        : [];
    });
    for (const [key, entity] of reached) links.set(key, entity);
  }
  return (table) => links.get(keyOf(table)) ?? direct(table);
}

/** A thing may lead on to its owner, but what belongs to the thing is not the owner's: product, supplier, contact. */
const leadsToPerson = (table: StandardInputTable, links: ReadonlyMap<string, Entity>, step: number): boolean =>
  table.columns.some(({ references }) => {
    if (references === null) return false;
    const target = links.get(nameKey(references.schema ?? table.schema, references.table));
    return target !== undefined && target.person !== "unknown" && (step === 1 || !target.isThing);
  });

/** Reads the values of a column sample, one JSON string per line. */
export function sampleValues(item: StandardInputItem): Values {
  const written = item.content.split("\n").filter((line) => line !== "");
  const parsed: unknown = JSON.parse(`[${written.join(",")}]`);
  const values: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const distinct = values.map((value) => (typeof value === "string" ? value : String(value)));
  const { counts = [], first_rows: rows, first_lines: lines } = item.sample ?? {};
  return {
    ...{ distinct, counts },
    ...(rows === undefined ? {} : { rows }),
    ...(lines === undefined ? {} : { lines }),
    ...(item.sample === undefined ? {} : { total: totalOf(item.sample) }),
  };
}

/** A part of the rows does not say how many values are in the others, so all rows count. */
function totalOf({ rows_read, rows_total, non_null, counts }: NonNullable<StandardInputItem["sample"]>): ValueTotal {
  if (rows_total !== null && rows_total > rows_read) return { values: rows_total, isWhole: false, isEstimated: false };
  const held = counts.reduce((sum, count) => sum + count, 0);
  return { values: non_null, isWhole: held >= non_null, isEstimated: false };
}
