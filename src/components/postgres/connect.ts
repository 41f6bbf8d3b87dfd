import type { Client, ClientConfig } from "pg";
import type { Context } from "../../plugin/index.ts";
import { loadDriver, type ServerAddress, type TlsMode } from "../databases/index.ts";
import type { PostgresConfig } from "./config.ts";
import { connectProblem } from "./problems.ts";

export type PostgresContext = Context<PostgresConfig>;
export type Driver = typeof import("pg");

/** A connected client. `encryption` is for the log. */
export interface Connected {
  readonly driver: Driver;
  readonly client: Client;
  readonly encryption: string;
  /** Opens a further connection of the same kind. */
  readonly again: () => Promise<Client>;
}

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connect(context: PostgresContext, address: ServerAddress): Promise<Connected> {
  const driver = await loadDriver<Driver>("pg");
  if (driver === undefined) {
    return context.fail("DRIVER_MISSING", 'the package "pg" is not installed', "Run `npm install pg` in this folder");
  }
  const attempt = async (mode: TlsMode): Promise<Connected> => {
    const again = () => open(driver, context, { ...address, tls: { ...address.tls, mode } });
    return { driver, client: await again(), encryption: encryptionOf[mode], again };
  };
  try {
    return await firstThatWorks(address.tls.mode, attempt);
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, text, hint } = connectProblem(error, address);
    return context.fail(code, text, hint);
  }
}

const encryptionOf: Readonly<Record<TlsMode, string>> = {
  disable: "not encrypted",
  prefer: "encrypted, certificate not checked",
  require: "encrypted, certificate not checked",
  "verify-ca": "encrypted, certificate checked",
  "verify-full": "encrypted, certificate and host name checked",
};

async function firstThatWorks(mode: TlsMode, attempt: (mode: TlsMode) => Promise<Connected>): Promise<Connected> {
  if (mode !== "prefer") return attempt(mode);
  try {
    return await attempt("require");
  } catch (error) {
    if (error instanceof Error && /does not support SSL/i.test(error.message)) return attempt("disable");
    throw error;
  }
}

async function open(driver: Driver, { config, signal }: PostgresContext, address: ServerAddress): Promise<Client> {
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
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    return client;
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
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
