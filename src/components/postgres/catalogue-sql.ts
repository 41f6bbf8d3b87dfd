const notOfSystem = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'`;

/** Tables, partitioned tables, views, materialised views and foreign tables. */
const isRelation = `c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND ${notOfSystem}`;

const relationsFrom = `FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

/** oid, schema, name, kind, estimate of rows (negative: none), comment, whether the role may use the schema. */
export const relationsSql = `SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples::bigint, d.description,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  ${relationsFrom}
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_class'::regclass
  WHERE ${isRelation}`;

/** oid of the table, number, name, oid of the type, its text, not null, default, comment, may be read; in order. */
export const columnsSql = `SELECT a.attrelid, a.attnum, a.attname, a.atttypid,
  pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
  pg_catalog.pg_get_expr(f.adbin, f.adrelid), d.description,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_catalog.pg_class'::regclass
  WHERE a.attnum > 0 AND NOT a.attisdropped AND ${isRelation}
  ORDER BY a.attrelid, a.attnum`;

/** oid of the table, p or f, number of the column, and the schema, table and column that a foreign key refers to. */
export const keysSql = `SELECT k.conrelid, k.contype, k.conkey[i], fn.nspname, fc.relname, fa.attname
  FROM pg_catalog.pg_constraint k
  CROSS JOIN LATERAL pg_catalog.generate_subscripts(k.conkey, 1) i
  LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
  LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[i]
  WHERE k.contype IN ('p', 'f') AND k.conrelid <> 0
  ORDER BY k.conrelid, k.conname COLLATE "C", i`;

/** oid of the table, numbers of the columns of its primary key, or else of the first unique key without nulls. */
export const ordersSql = `SELECT DISTINCT ON (x.indrelid) x.indrelid, pg_catalog.array_to_string(
    ARRAY(SELECT x.indkey[p] FROM pg_catalog.generate_series(0, x.indnkeyatts - 1) p), ',')
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL AND ${isRelation}
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = x.indrelid
      AND a.attnum = ANY (x.indkey::int2[]) AND NOT a.attnotnull)
  ORDER BY x.indrelid, x.indisprimary DESC, x.indexrelid`;

/** oid, name with schema if needed, kind (d: domain, e: enum), oid and text of the type that a domain restricts. */
export const typesSql = `SELECT t.oid, pg_catalog.format_type(t.oid, NULL), t.typtype, t.typbasetype,
  pg_catalog.format_type(t.typbasetype, t.typtypmod)
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype IN ('d', 'e') AND ${notOfSystem}`;

/** oid of the enum, label; in the order of the enum. */
export const labelsSql = `SELECT e.enumtypid, e.enumlabel FROM pg_catalog.pg_enum e ORDER BY e.enumtypid, e.enumsortorder`;

/** oid of the view, its query as PostgreSQL stores it. */
export const viewsSql = `SELECT r.ev_class, r.ev_action::text FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rulename = '_RETURN' AND c.relkind IN ('v', 'm') AND ${notOfSystem}`;

/** oid, number of the column, and schema, table and column to name; the table of a partition in place of it. */
export const placesSql = (
  oids: readonly string[],
): string => `SELECT a.attrelid, a.attnum, n.nspname, c.relname, a.attname
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = coalesce(pg_catalog.pg_partition_root(a.attrelid)::oid, a.attrelid)
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attnum > 0 AND a.attrelid IN (${oids.join(", ")})`;
