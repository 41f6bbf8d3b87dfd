import { wctError } from "../../diagnostics/index.ts";
import { migrations } from "./migrations.ts";
import { bossSchema } from "./queue/index.ts";

/** What the holder of a role may do with a store. */
export type StoreRole = "reader" | "worker" | "coordinator";

export const storeRoles: readonly StoreRole[] = ["reader", "worker", "coordinator"];

/**
 * The rights on each table. Nobody but the owner may change a frame, or the version. A worker may stage content and renew
 * the time of content that is there; whether content is visible is decided by the commit of a frame.
 */
const rights: Readonly<Record<string, Readonly<Record<StoreRole, string>>>> = {
  store: { reader: "SELECT", worker: "SELECT", coordinator: "SELECT" },
  store_key: { reader: "", worker: "SELECT", coordinator: "SELECT" },
  runs: { reader: "SELECT", worker: "SELECT", coordinator: "SELECT, INSERT, UPDATE, DELETE" },
  frames: { reader: "SELECT", worker: "SELECT", coordinator: "SELECT, INSERT" },
  dropped: { reader: "SELECT", worker: "SELECT", coordinator: "SELECT, INSERT" },
  objects: {
    reader: "SELECT",
    worker: "SELECT, INSERT (digest, stored_bytes, data), UPDATE (staged_at)",
    coordinator: "SELECT, INSERT, UPDATE, DELETE",
  },
  chunks: { reader: "SELECT", worker: "SELECT, INSERT", coordinator: "SELECT, INSERT, DELETE" },
  workers: {
    reader: "SELECT",
    worker: "SELECT, INSERT, UPDATE (seen_at, lease_until, ended)",
    coordinator: "SELECT, INSERT, UPDATE, DELETE",
  },
  queues: { reader: "SELECT", worker: "SELECT", coordinator: "SELECT, INSERT" },
  claims: {
    reader: "SELECT",
    worker: "SELECT, INSERT, UPDATE (worker, has_begun), DELETE",
    coordinator: "SELECT, INSERT, UPDATE, DELETE",
  },
  outcomes: { reader: "SELECT", worker: "SELECT, INSERT", coordinator: "SELECT, INSERT, DELETE" },
  reports: { reader: "SELECT", worker: "SELECT, INSERT", coordinator: "SELECT, INSERT, DELETE" },
  refusals: { reader: "SELECT", worker: "SELECT, INSERT", coordinator: "SELECT, INSERT, DELETE" },
};

/** The rights on the tables of pg-boss that have jobs. A job that is lost moves to another queue, so it is inserted again. */
const jobTables: readonly string[] = ["job", "job_common"];
const jobRights: Readonly<Record<StoreRole, string>> = {
  reader: "SELECT",
  worker: "SELECT, INSERT, UPDATE, DELETE",
  coordinator: "SELECT, INSERT, UPDATE, DELETE",
};

/** Returns the tables that {@link grantsFor} knows. */
export const grantedTables: readonly string[] = Object.keys(rights);

/**
 * Returns the statements that give a role of the database its rights, and take all others in the schema away, for the
 * owner of the tables to run. Throws WCT_USAGE for a name that no role can have.
 */
export function grantsFor(kind: StoreRole, role: string): string {
  const name = quoted(role);
  const grants = Object.entries(rights)
    .filter(([, of]) => of[kind] !== "")
    .map(([table, of]) => `GRANT ${of[kind]} ON wct.${table} TO ${name};`);
  return `${[
    `-- Rights of a ${kind} on a run record of version ${migrations.length}. Run this as the owner of the tables.`,
    "BEGIN;",
    "DO $$ BEGIN",
    `  IF (SELECT version FROM wct.store) <> ${migrations.length} THEN`,
    "    RAISE EXCEPTION 'the tables have another version: use the wct that wrote them, or record with this one first';",
    "  END IF;",
    "END $$;",
    `REVOKE ALL ON ALL TABLES IN SCHEMA wct FROM ${name};`,
    `GRANT USAGE ON SCHEMA wct TO ${name};`,
    ...grants,
    ...queueGrants(kind, name),
    "COMMIT;",
  ].join("\n")}\n`;
}

/** The queue has its tables from its first use on, which a store without workers never sees. */
function queueGrants(kind: StoreRole, name: string): readonly string[] {
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${bossSchema} FROM ${name};`,
    `GRANT USAGE ON SCHEMA ${bossSchema} TO ${name};`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${bossSchema} TO ${name};`,
    ...jobTables.map((table) => `GRANT ${jobRights[kind]} ON ${bossSchema}.${table} TO ${name};`),
    ...(kind === "coordinator" ? [`GRANT INSERT ON ${bossSchema}.queue TO ${name};`] : []),
  ];
  const block = [
    "BEGIN",
    `  IF EXISTS (SELECT FROM pg_namespace WHERE nspname = '${bossSchema}') THEN`,
    ...statements.map((statement) => `    ${statement}`),
    "  ELSE",
    "    RAISE NOTICE 'no queue yet: start a worker once as the owner, then run these statements again';",
    "  END IF;",
    "END",
  ].join("\n");
  // A name may contain any mark of a quotation in dollars.
  return [`DO '${block.replaceAll("'", "''")}';`];
}

/** The server cuts longer names off, and they would mean another role. */
const longestName = 63;

function quoted(role: string): string {
  const isName = role !== "" && Buffer.byteLength(role) <= longestName && !/\p{Cc}/u.test(role);
  if (isName) return `"${role.replaceAll('"', '""')}"`;
  throw wctError("WCT_USAGE", {
    message: `${JSON.stringify(role)} is no name of a role`,
    hint: `name a role of the database, with 1 to ${longestName} bytes`,
  });
}
