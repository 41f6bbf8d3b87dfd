import type { Client, ClientBase, ClientConfig, Pool } from "pg";
import { wctError } from "../../diagnostics/index.ts";
import { importOptionalPackage } from "../../files/index.ts";
import type { PostgresAddress, StoreTlsMode } from "../address/index.ts";
import { readingSocket } from "./session/reading-socket.ts";
import { AnswerWatch } from "./session/watch.ts";

export type PgDriver = typeof import("pg");

/** Imports the driver, which users install. Throws WCT_STORE_UNREADABLE with the command that does so. */
export async function loadDriver(shown: string): Promise<PgDriver> {
  const loaded = await importOptionalPackage("pg");
  const driver = "default" in loaded ? loaded.default : undefined;
  if (isDriver(driver)) return driver;
  throw wctError("WCT_STORE_UNREADABLE", {
    message: `the store "${shown}" needs the package "pg", which is not installed`,
    hint: "run `npm install pg` in this folder",
  });
}

const isDriver = (loaded: unknown): loaded is PgDriver =>
  typeof loaded === "object" && loaded !== null && "Client" in loaded && "Pool" in loaded;

/** Sessions of one process: reads, one writer's frames, its lease, an upload. */
const mostSessions = 5;

/**
 * Settings of every session. A process that is stopped inside a transaction must not block the others for long, and a
 * session whose client has vanished must end. No query is long enough to be compiled.
 */
const sessionSettings =
  "SET client_min_messages = error; SET jit = off; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '30s'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

interface SessionOptions {
  readonly isReadOnly: boolean;
  /** Milliseconds; see {@link AnswerWatch}. */
  readonly silence?: number | undefined;
}

/**
 * A plan is made once, whatever the values are: planning takes longer than the statements do. Tables of the queue are
 * full one moment and empty the next, so a plan must not read whole tables because they were empty when it was made.
 */
const frequentSettings = "; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";

export interface OpenedSessions {
  readonly pool: Pool;
  /** For the statements of frames and jobs: they are kept by the server, and sent without waiting for answers. */
  readonly frequent: Pool;
  readonly watch: AnswerWatch;
}

/** Opens the pool of sessions, after one connection has succeeded. Throws what the driver throws. */
export async function openPool(
  driver: PgDriver,
  address: PostgresAddress,
  options: SessionOptions,
): Promise<OpenedSessions> {
  const config = await workingConfig(driver, address);
  const watch = new AnswerWatch(driver, config, options.silence);
  const readOnly = options.isReadOnly ? "; SET default_transaction_read_only = on" : "";
  const poolOf = (more: ClientConfig, settings: string): Pool => {
    const onConnect = async (client: ClientBase): Promise<void> => {
      client.on("error", () => undefined);
      if (client instanceof driver.Client) await watch.begin(client, sessionSettings + readOnly + settings);
    };
    const pool = new driver.Pool({ ...config, ...more, max: mostSessions, allowExitOnIdle: true, onConnect });
    // The next statement reports that an idle connection was lost.
    pool.on("error", () => undefined);
    return pool;
  };
  return { pool: poolOf({}, ""), frequent: poolOf({ pipeline: true }, frequentSettings), watch };
}

/** Connects once, so that a wrong address fails at once, and chooses whether `prefer` means TLS. */
async function workingConfig(driver: PgDriver, address: PostgresAddress): Promise<ClientConfig> {
  const { mode } = address.tls;
  if (mode !== "prefer") return await tried(driver, clientConfig(driver, address, mode));
  try {
    return await tried(driver, clientConfig(driver, address, "require"));
  } catch (error) {
    if (!lacksTls(error)) throw error;
    return await tried(driver, clientConfig(driver, address, "disable"));
  }
}

export const lacksTls = (error: unknown): boolean =>
  error instanceof Error && /does not support SSL/i.test(error.message);

async function tried(driver: PgDriver, config: ClientConfig): Promise<ClientConfig> {
  const client: Client = new driver.Client(config);
  client.on("error", () => undefined);
  try {
    await client.connect();
    return config;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function clientConfig(driver: PgDriver, address: PostgresAddress, mode: Exclude<StoreTlsMode, "prefer">): ClientConfig {
  const { host, port, user, password, database } = address;
  return {
    ...{ host, port, user, database, ssl: tlsOptions(address, mode), application_name: "wct" },
    // An empty password keeps the driver from reading one from a file.
    password: password ?? "",
    // TLS reads the socket itself.
    ...(mode === "disable" && { stream: readingSocket }),
    connectionTimeoutMillis: address.connectTimeout * 1000,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => (oid === bigintOid ? Number : driver.types.getTypeParser(oid, format)) },
  };
}

/** Type of 64-bit integers. Those of a store are counts and sizes, which are exact as numbers. */
const bigintOid = 20;

function tlsOptions({ tls }: PostgresAddress, mode: Exclude<StoreTlsMode, "prefer">): NonNullable<ClientConfig["ssl"]> {
  if (mode === "disable") return false;
  const { ca, cert, key } = tls;
  const files = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  switch (mode) {
    case "require":
      return { rejectUnauthorized: false, ...files };
    case "verify-ca":
      return { rejectUnauthorized: true, ...files, checkServerIdentity: () => undefined };
    case "verify-full":
      return { rejectUnauthorized: true, ...files };
  }
}
