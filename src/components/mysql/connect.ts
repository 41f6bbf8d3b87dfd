import type { Connection, ConnectionOptions, SslOptions } from "mysql2";
import { type Context, importOptionalPackage } from "../../plugin/index.ts";
import { encryptionOf, type ServerAddress, type TlsMode, withTlsMode } from "../databases/index.ts";
import type { MysqlConfig } from "./config.ts";
import { connectProblem, lacksTls } from "./problems.ts";

export type MysqlContext = Context<MysqlConfig>;
type Driver = typeof import("mysql2");

/** An open connection. `encryption` is for the log. */
export interface Connected {
  readonly connection: Connection;
  readonly encryption: string;
  /** Opens a further connection of the same kind, also after a cancellation. */
  readonly again: () => Promise<Connection>;
}

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connect(context: MysqlContext, address: ServerAddress): Promise<Connected> {
  const driver = await loadDriver(context);
  const attempt = async (mode: TlsMode): Promise<Connected> => {
    const open = (signal?: AbortSignal) =>
      openConnection(driver, { ...address, tls: { ...address.tls, mode } }, { config: context.config, signal });
    return { connection: await open(context.signal), encryption: encryptionOf[mode], again: () => open() };
  };
  try {
    return await withTlsMode(address.tls.mode, attempt, lacksTls);
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, text, hint } = connectProblem(error, address);
    return context.fail(code, text, hint);
  }
}

async function loadDriver(context: MysqlContext): Promise<Driver> {
  const loaded = await importOptionalPackage("mysql2");
  const driver = "default" in loaded ? loaded.default : undefined;
  if (isDriver(driver)) return driver;
  return context.fail(
    "DRIVER_MISSING",
    'the package "mysql2" is not installed',
    "Run `npm install mysql2` in this folder",
  );
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
