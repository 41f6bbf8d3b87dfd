import type { StandardInputTable } from "../../plugin/index.ts";
import { type ColumnAccess, nameSelector, type ServerTable } from "../databases/index.ts";
import { columnsSql, keysSql, labelsSql, ordersSql, relationsSql, typesSql, viewsSql } from "./catalogue-sql.ts";
import { columnFrom, type Key } from "./column.ts";
import { columnOrigins, type OriginNames } from "./column-origins.ts";
import type { PostgresRow } from "./sql.ts";
import { knownTypes } from "./types.ts";

/** relkind of pg_class: table, partitioned table, view, materialised view, foreign table. */
export type RelationKind = "r" | "p" | "v" | "m" | "f";

export interface PostgresTable extends ServerTable {
  readonly oid: string;
  readonly relation: RelationKind;
  /** Names of the columns of a key without nulls; empty if there is none. */
  readonly order: readonly string[];
}

type Ask = (sql: string) => Promise<readonly PostgresRow[]>;

/**
 * Lists the tables and views of the schemas that match, in code unit order of schema and name. `total` counts those of
 * all schemas.
 */
export async function listTables(
  ask: Ask,
  schemas: readonly string[],
): Promise<{ readonly listed: readonly PostgresTable[]; readonly total: number }> {
  const isSelected = nameSelector({ include: schemas, exclude: [] });
  const all = await ask(relationsSql);
  const relations = all.filter(([, schema]) => isSelected(schema ?? ""));
  const columns = groupedByFirst(await ask(columnsSql));
  const facts = {
    columns,
    keys: groupedByFirst(await ask(keysSql)),
    orders: new Map((await ask(ordersSql)).map(([oid, numbers]) => [oid ?? "", (numbers ?? "").split(",")])),
    types: knownTypes(await ask(typesSql), await ask(labelsSql)),
    origins: await columnOrigins(ask, { views: await ask(viewsSql), relations, columns }),
  };
  const tables = relations.map((relation) => tableFrom(relation, facts));
  const listed = tables.toSorted(
    ({ described: a }, { described: b }) => compare(a.schema, b.schema) || compare(a.name, b.name),
  );
  return { listed, total: all.length };
}

const compare = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

function groupedByFirst(rows: readonly PostgresRow[]): ReadonlyMap<string, readonly PostgresRow[]> {
  const groups = new Map<string, PostgresRow[]>();
  for (const row of rows) {
    const key = row[0] ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

interface Facts {
  readonly columns: ReadonlyMap<string, readonly PostgresRow[]>;
  readonly keys: ReadonlyMap<string, readonly PostgresRow[]>;
  readonly orders: ReadonlyMap<string, readonly string[]>;
  readonly types: ReturnType<typeof knownTypes>;
  readonly origins: OriginNames;
}

const kinds: Readonly<Record<RelationKind, StandardInputTable["kind"]>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materialized_view",
  f: "table",
};

const isRelationKind = (kind: string): kind is RelationKind => kind in kinds;

function tableFrom(row: PostgresRow, facts: Facts): PostgresTable {
  const [oid = "", schema = "", name = "", kind = "", estimate, comment, mayUse] = row.map((cell) => cell ?? "");
  const relation = isRelationKind(kind) ? kind : "r";
  const keys = keysOf(facts.keys.get(oid) ?? []);
  const columns = facts.columns.get(oid) ?? [];
  const isEstimated = relation !== "v" && Number(estimate) >= 0;
  return {
    ...{ oid, relation },
    described: {
      ...{ schema, name, kind: kinds[relation] },
      rows: isEstimated ? Number(estimate) : null,
      ...(isEstimated ? { rows_estimated: true } : {}),
      ...(comment === "" || comment === undefined ? {} : { comment }),
      columns: columns.map((column) =>
        columnFrom(column, { keys, types: facts.types, origins: facts.origins, schema }),
      ),
    },
    access: columns.map((column) => (mayUse === "t" ? accessOf(column, facts) : "denied")),
    order: (facts.orders.get(oid) ?? []).flatMap((number) => columns.find((column) => column[1] === number)?.[2] ?? []),
  };
}

function accessOf(column: PostgresRow, { types }: Facts): ColumnAccess {
  if (column[8] !== "t") return "denied";
  return types.isBinary(column[3] ?? "") ? "binary" : "text";
}

function keysOf(rows: readonly PostgresRow[]): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const [, kind, number, schema, table, column] of rows) {
    const key = keys.get(number ?? "") ?? { isPrimary: false, target: null };
    const target = { schema: schema ?? "", table: table ?? "", column: column ?? "" };
    // Of several foreign keys of a column, the first by name takes precedence.
    keys.set(number ?? "", kind === "p" ? { ...key, isPrimary: true } : { ...key, target: key.target ?? target });
  }
  return keys;
}
