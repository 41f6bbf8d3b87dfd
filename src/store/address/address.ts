import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { type WctError, wctError } from "../../diagnostics/index.ts";
import { passwordFor, serviceSettings } from "./libpq-files.ts";

/** `disable` to `verify-full`, as PostgreSQL's own clients mean them. */
export type StoreTlsMode = "disable" | "prefer" | "require" | "verify-ca" | "verify-full";

/** Where the database is, and how to log in. Contains the password, so it must not appear in any text. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Undefined if none is configured. */
  readonly password: string | undefined;
  readonly database: string;
  readonly tls: {
    readonly mode: StoreTlsMode;
    readonly ca: string | undefined;
    readonly cert: string | undefined;
    readonly key: string | undefined;
  };
  /** Seconds. */
  readonly connectTimeout: number;
  /** The URL for texts: without a password. */
  readonly shown: string;
}

/** Returns whether a store is named by the URL of a PostgreSQL database. */
export const isPostgresUrl = (text: string): boolean => /^postgres(ql)?:/i.test(text);

/** The parameters of a URL that are read, each with the variable that has its default. */
const variables: Readonly<Record<string, string>> = {
  host: "PGHOST",
  port: "PGPORT",
  user: "PGUSER",
  password: "PGPASSWORD",
  dbname: "PGDATABASE",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  service: "PGSERVICE",
  passfile: "PGPASSFILE",
  connect_timeout: "PGCONNECT_TIMEOUT",
};

/** A setting is looked up in the URL, then in the service file, then in the environment. */
type Setting = (name: string) => string | undefined;

/**
 * Reads the address of a store from its URL as `psql` does, with the PG* variables, the service file and the password
 * file. The TLS mode is `verify-full` if none is set, and `disable` for a socket or a server of this machine. Throws
 * WCT_USAGE, with no part of the URL that could be a password.
 */
export function postgresAddress(written: string, env: ReadonlyMap<string, string>): PostgresAddress {
  const fromUrl = settingsOfUrl(written);
  const named = (name: string) => fromUrl.get(name) ?? env.get(variables[name] ?? "");
  const service = named("service");
  const fromService = service === undefined ? new Map<string, string>() : serviceSettings(service, env);
  const setting: Setting = (name) =>
    [fromUrl.get(name), fromService.get(name), env.get(variables[name] ?? "")].find(
      (value) => value !== undefined && value !== "",
    );
  const port = portOf(setting("port"));
  const host = setting("host") ?? usualHost(port);
  const user = setting("user") ?? userInfo().username;
  const database = setting("dbname") ?? user;
  const address = { host, port, user, database };
  return {
    ...address,
    password: setting("password") ?? passwordFor(address, { file: setting("passfile"), env }),
    tls: tlsOf(setting, host),
    connectTimeout: Number(setting("connect_timeout") ?? 10) || 10,
    shown: shownUrl(address, fromUrl),
  };
}

/** Returns the URL of a store for texts. Throws as {@link postgresAddress} does. */
export const shownPostgres = (written: string, env: ReadonlyMap<string, string>): string =>
  postgresAddress(written, env).shown;

/** A login without a host is allowed by PostgreSQL, and by no parser of URLs. */
const noHost = "no-host.invalid";

function settingsOfUrl(written: string): Map<string, string> {
  const url = URL.parse(written.replace(/^([a-z]+:\/\/[^/?#]*@)(?=[/?]|$)/i, `$1${noHost}`));
  if (url === null || url.hash !== "") throw notUrl("is not a URL");
  const database = url.pathname.replace(/^\//, "");
  // A "/" or "@" may be the rest of a password that was not encoded.
  if (/[/@]/.test(database)) throw notUrl("does not name one database");
  const [user, password, host, dbname] = [url.username, url.password, url.hostname.replace(noHost, ""), database].map(
    decoded,
  );
  const settings = new Map<string, string>();
  for (const [name, value] of Object.entries({ user, password, host: host?.replace(/^\[(.*)\]$/, "$1"), dbname })) {
    if (value !== undefined && value !== "") settings.set(name, value);
  }
  if (url.port !== "") settings.set("port", url.port);
  for (const [name, value] of url.searchParams) {
    if (!(name in variables)) throw notUrl(`has a parameter that is not known${known(name)}`);
    settings.set(name, value);
  }
  return settings;
}

/** A word of letters cannot be the rest of a URL whose password has special characters. */
const known = (name: string): string => (otherParameters.has(name) ? `: ${name}` : "");

const otherParameters: ReadonlySet<string> = new Set([
  ...["application_name", "client_encoding", "fallback_application_name", "gssencmode", "hostaddr", "keepalives"],
  ...["options", "replication", "sslcompression", "sslcrl", "sslpassword", "target_session_attrs", "channel_binding"],
]);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notUrl("has a part with an incomplete percent code");
  }
}

function notUrl(what: string): WctError {
  return wctError("WCT_USAGE", {
    message: `the store "postgres://…" ${what}`,
    hint: "write it like postgres://user@host:5432/database; percent-encode special characters, and keep the password in PGPASSFILE",
  });
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? 5432);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw notUrl("has a port that is not a number from 1 to 65535");
}

/** The folders where servers put their socket, by their port. */
function usualHost(port: number): string {
  const folders = ["/var/run/postgresql", "/tmp"];
  return folders.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? "localhost";
}

const modes: ReadonlyMap<string, StoreTlsMode> = new Map([
  ["disable", "disable"],
  ["allow", "prefer"],
  ["prefer", "prefer"],
  ["require", "require"],
  ["verify-ca", "verify-ca"],
  ["verify-full", "verify-full"],
]);

function tlsOf(setting: Setting, host: string): PostgresAddress["tls"] {
  const written = setting("sslmode");
  const mode = written === undefined ? (isOnThisMachine(host) ? "disable" : "verify-full") : modes.get(written);
  if (mode === undefined) throw notUrl(`has a TLS mode that is not one of ${[...modes.keys()].join(", ")}`);
  // "system" asks for the authorities that the machine trusts, which is what no file means here.
  const root = setting("sslrootcert");
  return {
    mode,
    ca: root === "system" ? undefined : fileOf("sslrootcert", root),
    cert: fileOf("sslcert", setting("sslcert")),
    key: fileOf("sslkey", setting("sslkey")),
  };
}

function fileOf(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw wctError("WCT_USAGE", {
      message: `the file "${path}" that ${name} names cannot be read`,
      hint: "correct the path, and check the permissions of the file",
    });
  }
}

/** A socket in the file system, or an address of this machine. */
const isOnThisMachine = (host: string): boolean =>
  host.startsWith("/") || host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

function shownUrl(
  { host, port, user, database }: Pick<PostgresAddress, "host" | "port" | "user" | "database">,
  fromUrl: ReadonlyMap<string, string>,
): string {
  const login = fromUrl.has("user") ? `${encodeURIComponent(user)}@` : "";
  const place = host.includes(":") ? `[${host}]` : host;
  const isUsual = port === 5432 && !fromUrl.has("port");
  const server = host.startsWith("/") ? "" : `${place}${isUsual ? "" : `:${port}`}`;
  const socket = host.startsWith("/") && fromUrl.has("host") ? `?host=${host}` : "";
  return `postgres://${login}${server}/${encodeURIComponent(database)}${socket}`;
}
