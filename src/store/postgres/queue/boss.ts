import type { Db, PgBoss } from "pg-boss";
import { wctError } from "../../../diagnostics/index.ts";
import { importOptionalPackage } from "../../../files/index.ts";
import { type Database, locks, type Session } from "../database.ts";

/** The schema of pg-boss, beside the schema of the record. */
export const bossSchema = "wct_jobs";

/** Workers may be lost so often while they make an artifact, before it fails. */
export const lossesAtMost = 3;

/**
 * Workers may be lost so often before they begin an artifact that they took. It is no fault of most artifacts, but of
 * one that ends its worker before its code begins.
 */
export const lossesBeforeBeginAtMost = 10;

/** Seconds. Nothing but the end of a worker's lease, or the run's own time limits, ends a job. */
const longest = 86_400;

/** Opens pg-boss over the sessions of a store. Creates its tables if there are none. Throws WCT_STORE_*. */
export async function startBoss(database: Database): Promise<PgBoss> {
  const Boss = await loadBoss(database.shown);
  const boss = new Boss({
    db: { executeSql: async (text, values = []) => ({ rows: rowsOf(await database.rows(text, values)) }) },
    schema: bossSchema,
    // Leases of workers, and the sweep of those that end, do what its supervisor would do each minute.
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on("error", () => undefined);
  // pg-boss works in other sessions. Two processes that create its tables at once would fail.
  await database.transaction(async (session) => {
    await session.rows(`SELECT pg_advisory_xact_lock(${locks.queue})`);
    await boss.start();
  });
  return boss;
}

type BossClass = typeof PgBoss;

async function loadBoss(shown: string): Promise<BossClass> {
  const loaded = await importOptionalPackage("pg-boss");
  const found = "PgBoss" in loaded ? loaded.PgBoss : undefined;
  if (isBossClass(found)) return found;
  throw wctError("WCT_STORE_UNREADABLE", {
    message: `jobs in the store "${shown}" need the package "pg-boss", which is not installed`,
    hint: "run `npm install pg pg-boss@12.38.0` in this folder, on every machine",
  });
}

const isBossClass = (found: unknown): found is BossClass => typeof found === "function" && "prototype" in found;

/** pg-boss as part of a transaction. */
export const within = (session: Session): { readonly db: Db } => ({
  db: { executeSql: async (text, values = []) => ({ rows: rowsOf(await session.rows(text, values)) }) },
});

/** Several statements at once have several results, of which none is read. */
// biome-ignore lint/suspicious/noExplicitAny: the type of pg-boss's own port
export const rowsOf = (rows: unknown): any[] => (Array.isArray(rows) ? [...rows] : []);

/** Creates a queue if it does not exist. */
export async function requireQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(name, {
    policy: "standard",
    retryLimit: lossesAtMost,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 10,
    expireInSeconds: longest,
    retentionSeconds: 14 * longest,
    deleteAfterSeconds: longest,
    ...(name === deadQueue ? {} : { deadLetter: deadQueue }),
  });
}

/** Holds the jobs whose workers were lost too often, until their run's coordinator has seen them. */
export const deadQueue = "wct-dead";
