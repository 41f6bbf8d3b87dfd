import type { Client, ClientConfig } from "pg";
import { type Context, importOptionalPackage } from "../../plugin/index.ts";
import { encryptionOf, type ServerAddress, type TlsMode, withTlsMode } from "../databases/index.ts";
import type { PostgresConfig } from "./config.ts";
import { connectProblem, lacksTls } from "./problems.ts";

export type PostgresContext = Context<PostgresConfig>;
export type Driver = typeof import("pg");

/** A connected client. `encryption` is for the log. */
export interface Connected {
  readonly driver: Driver;
  readonly client: Client;
  readonly encryption: string;
  /** Opens a further connection of the same kind, also after a cancellation. */
  readonly again: () => Promise<Client>;
}

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connect(context: PostgresContext, address: ServerAddress): Promise<Connected> {
  const driver = await loadDriver(context);
  const attempt = async (mode: TlsMode): Promise<Connected> => {
    const open = (signal?: AbortSignal) =>
      openConnection(driver, { ...address, tls: { ...address.tls, mode } }, { config: context.config, signal });
    return { driver, client: await open(context.signal), encryption: encryptionOf[mode], again: () => open() };
  };
  try {
    return await withTlsMode(address.tls.mode, attempt, lacksTls);
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, text, hint } = connectProblem(error, address);
    return context.fail(code, text, hint);
  }
}

async function loadDriver(context: PostgresContext): Promise<Driver> {
  const loaded = await importOptionalPackage("pg");
  const driver = "default" in loaded ? loaded.default : undefined;
  if (isDriver(driver)) return driver;
  return context.fail("DRIVER_MISSING", 'the package "pg" is not installed', "Run `npm install pg` in this folder");
}

const isDriver = (loaded: unknown): loaded is Driver =>
  typeof loaded === "object" && loaded !== null && "Client" in loaded;

interface Opening {
  readonly config: PostgresConfig;
  readonly signal: AbortSignal | undefined;
}

async function openConnection(driver: Driver, address: ServerAddress, { config, signal }: Opening): Promise<Client> {
  const { host, port, user, password, database } = address;
  const client = new driver.Client({
    ...{ host, port, user, database, ssl: tlsOptions(address), application_name: "wct" },
    // An empty password keeps the driver from reading one from a file.
    password: password ?? "",
    connectionTimeoutMillis: config.connect_timeout * 1000,
    keepAlive: true,
    types: { getTypeParser: () => (value: string) => value },
  });
  // An error of an idle connection is reported by the next query.
  client.on("error", () => undefined);
  const stop = () => void client.end().catch(() => undefined);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    return client;
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function tlsOptions({ tls: { mode, ca } }: ServerAddress): NonNullable<ClientConfig["ssl"]> {
  const trusted = ca === undefined ? {} : { ca };
  switch (mode) {
    case "disable":
      return false;
    case "prefer":
    case "require":
      return { rejectUnauthorized: false, ...trusted };
    case "verify-ca":
      return { rejectUnauthorized: true, ...trusted, checkServerIdentity: () => undefined };
    case "verify-full":
      return { rejectUnauthorized: true, ...trusted };
  }
}
