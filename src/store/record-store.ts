import { invariant } from "../diagnostics/index.ts";
import type { ArtifactStore, ArtifactStoreLocation, RecordStore } from "../domain/index.ts";
import { isBundleLocation, openBundleArtifacts } from "./bundle/index.ts";
import type { PostgresStoreOptions, StoreRole } from "./postgres/index.ts";
import { isSqliteLocation, openSqliteArtifacts, openSqliteStore, type SqliteStoreOptions } from "./sqlite/index.ts";

/** A store in a folder, or in the database that a URL names. */
export type RecordStoreOptions = SqliteStoreOptions | PostgresStoreOptions;

/** Opens the persistent store. Any number of processes may do so concurrently. Throws the WCT_STORE_* errors. */
export async function openRecordStore(options: RecordStoreOptions): Promise<RecordStore> {
  if ("dir" in options) return await openSqliteStore(options);
  // A store in a folder must not pay for what only a server needs.
  const { openPostgresStore } = await import("./postgres/index.ts");
  return await openPostgresStore(options);
}

/** Returns the SQL that gives a role of a PostgreSQL database its rights on the store there. Throws WCT_USAGE. */
export async function storeGrants(kind: StoreRole, role: string): Promise<string> {
  const { grantsFor } = await import("./postgres/index.ts");
  return grantsFor(kind, role);
}

/** An ArtifactStore that must be closed. */
interface ArtifactReader extends ArtifactStore {
  readonly close: () => Promise<void>;
}

/** Opens an ArtifactStore for a worker thread. It reads committed objects and stages what it writes. */
export async function openArtifactReader(location: ArtifactStoreLocation): Promise<ArtifactReader> {
  if (isBundleLocation(location)) return openBundleArtifacts(location);
  invariant(isSqliteLocation(location), "no kind of store has this location");
  return openSqliteArtifacts(location);
}
