import type { Connection, ConnectionOptions, SslOptions } from "mysql2";
import type { Context } from "../../plugin/index.ts";
import { connectServer, loadDriver, type ServerAddress, type ServerConnection } from "../databases/index.ts";
import type { MysqlConfig } from "./config.ts";
import { connectProblem, lacksTls } from "./problems.ts";

export type MysqlContext = Context<MysqlConfig>;
type Driver = typeof import("mysql2");

export type MysqlConnection = ServerConnection<Connection>;

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connect(context: MysqlContext, address: ServerAddress): Promise<MysqlConnection> {
  const driver = await loadDriver("mysql2", isDriver, context);
  const { config } = context;
  return connectServer(context, address, {
    open: (of, signal) => openConnection(driver, of, { config, signal }),
    ...{ lacksTls, problemOf: connectProblem },
  });
}

const isDriver = (loaded: unknown): loaded is Driver =>
  typeof loaded === "object" && loaded !== null && "createConnection" in loaded;

interface Opening {
  readonly config: MysqlConfig;
  readonly signal: AbortSignal | undefined;
}

function openConnection(driver: Driver, address: ServerAddress, { config, signal }: Opening): Promise<Connection> {
  const { host, port, user, password = "", database } = address;
  signal?.throwIfAborted();
  const place: ConnectionOptions = host.startsWith("/") ? { socketPath: host } : { host, port };
  const ssl = tlsOptions(address);
  const connection = driver.createConnection({
    ...{ ...place, user, password, database, charset: "utf8mb4", rowsAsArray: true },
    ...(ssl === undefined ? {} : { ssl }),
    connectTimeout: config.connect_timeout * 1000,
    enableKeepAlive: true,
  });
  return new Promise((resolve, reject) => {
    const stop = () => connection.destroy();
    signal?.addEventListener("abort", stop, { once: true });
    const settle = (finish: () => void) => {
      signal?.removeEventListener("abort", stop);
      finish();
    };
    // Later errors are reported by the query that runs, or by the next one.
    connection.on("error", (error) => settle(() => reject(error)));
    connection.connect((error) => {
      if (error === null || error === undefined) return settle(() => resolve(connection));
      connection.destroy();
      return settle(() => reject(error));
    });
  });
}

function tlsOptions({ tls: { mode, ca } }: ServerAddress): SslOptions | undefined {
  const trusted = ca === undefined ? {} : { ca };
  switch (mode) {
    case "disable":
      return undefined;
    case "prefer":
    case "require":
      return { rejectUnauthorized: false, ...trusted };
    case "verify-ca":
      return { rejectUnauthorized: true, verifyIdentity: false, ...trusted };
    case "verify-full":
      return { rejectUnauthorized: true, verifyIdentity: true, ...trusted };
  }
}
