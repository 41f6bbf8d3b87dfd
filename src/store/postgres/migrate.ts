import { randomBytes } from "node:crypto";
import { wctError } from "../../diagnostics/index.ts";
import { numberOf, textOf } from "../rows/index.ts";
import { type Database, locks, type Session } from "./database.ts";
import { migrations } from "./migrations.ts";

/** Creates the tables, or changes them to the newest version. Processes that do so at once wait for each other. */
export async function migrate(database: Database): Promise<void> {
  if ((await versionOf(database)) === migrations.length) return;
  await database.transaction(async (session) => {
    await session.rows(`SELECT pg_advisory_xact_lock(${locks.schema})`);
    // Read again under the lock, because another process may have migrated in the meantime.
    const version = await versionOf(session);
    refuseNewer(database.shown, version);
    if (version === migrations.length) return;
    if (version === null) await create(database.shown, session);
    else await refuseWhileWritten(database.shown, session);
    for (const step of migrations.slice(version ?? 0)) await session.run(step);
    await session.run("UPDATE wct.store SET version = $1", [migrations.length]);
    if (version === null) await session.run("INSERT INTO wct.store_key VALUES ($1)", [randomBytes(32)]);
  });
}

/** Checks a store that is only read. Throws WCT_STORE_NOT_FOUND, WCT_STORE_NEWER, WCT_STORE_LOCKED. */
export async function requireStore(database: Database): Promise<void> {
  const version = await versionOf(database);
  if (version === null) {
    throw wctError("WCT_STORE_NOT_FOUND", {
      message: `there is no run record in "${database.shown}"`,
      hint: "run a runbook first, or name another database with --store",
    });
  }
  refuseNewer(database.shown, version);
  if (version === migrations.length) return;
  throw wctError("WCT_STORE_LOCKED", {
    message: `the store "${database.shown}" has version ${version}; this wct reads version ${migrations.length}`,
    hint: "run a runbook with this wct once: that changes the store to its version",
  });
}

/**
 * Checks, for a new run, that no newer wct has changed the tables since the store was opened, and keeps others from doing
 * so until the transaction ends.
 */
export async function requireSameVersion(shown: string, session: Session): Promise<void> {
  await session.rows(`SELECT pg_advisory_xact_lock_shared(${locks.schema})`);
  refuseNewer(shown, await versionOf(session));
}

/** Null: the database has no store. */
async function versionOf(session: Pick<Session, "rows">): Promise<number | null> {
  // Not to_regclass, which may answer from what the session knew before it waited for the lock.
  const tables = await session.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'wct' AND tablename = 'store'");
  if (tables.length === 0) return null;
  const [row] = await session.rows("SELECT version FROM wct.store");
  return row === undefined ? null : numberOf(row, "version");
}

async function create(shown: string, session: Session): Promise<void> {
  const schemas = await session.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'wct'");
  const tables = await session.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'wct'");
  if (tables.length > 0) {
    throw wctError("WCT_STORE_DAMAGED", {
      message: `the schema "wct" in "${shown}" has tables that are not a store of wct`,
      hint: "name another database with --store",
    });
  }
  if (schemas.length === 0) await session.run("CREATE SCHEMA wct");
  await session.run("CREATE TABLE wct.store (version integer NOT NULL)");
  await session.run("INSERT INTO wct.store VALUES (0)");
}

function refuseNewer(shown: string, version: number | null): void {
  if (version === null || version <= migrations.length) return;
  throw wctError("WCT_STORE_NEWER", {
    message: `the store "${shown}" has version ${version}; this wct knows versions up to ${migrations.length}`,
    hint: "use the wct that wrote it, or a newer one, or choose another store with --store",
  });
}

/** An older wct that is writing would fail in the middle of its run. */
async function refuseWhileWritten(shown: string, session: Session): Promise<void> {
  const [active] = await session.rows(
    "SELECT id FROM wct.runs WHERE writer IS NOT NULL AND lease_until > clock_timestamp() ORDER BY id LIMIT 1",
  );
  if (active === undefined) return;
  throw wctError("WCT_STORE_LOCKED", {
    message: `the store "${shown}" cannot be changed to the version of this wct: an older wct is recording run "${textOf(active, "id")}"`,
    hint: "wait until the run ends, or use the same wct on every machine",
  });
}
