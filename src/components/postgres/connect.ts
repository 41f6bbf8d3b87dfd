import type { Client, ClientConfig } from "pg";
import type { Context } from "../../plugin/index.ts";
import { connectServer, loadDriver, type ServerAddress, type ServerConnection } from "../databases/index.ts";
import type { PostgresConfig } from "./config.ts";
import { connectProblem, lacksTls } from "./problems.ts";

export type PostgresContext = Context<PostgresConfig>;
export type Driver = typeof import("pg");

/** A connected client, with the driver that made it. */
export interface PostgresConnection extends ServerConnection<Client> {
  readonly driver: Driver;
}

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connect(context: PostgresContext, address: ServerAddress): Promise<PostgresConnection> {
  const driver = await loadDriver("pg", isDriver, context);
  const { config } = context;
  const connected = await connectServer(context, address, {
    open: (of, signal) => openConnection(driver, of, { config, signal }),
    ...{ lacksTls, problemOf: connectProblem },
  });
  return { driver, ...connected };
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
