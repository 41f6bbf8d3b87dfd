import { readFileSync } from "node:fs";
import type { ServerConfig, tlsModes } from "./config.ts";

export type TlsMode = (typeof tlsModes)[number];

/** Where a server is and how to log in. Contains the password, so it must not appear in any text. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Undefined if none is configured. */
  readonly password: string | undefined;
  readonly database: string;
  readonly tls: { readonly mode: TlsMode; readonly ca: string | undefined };
  /** How the server is called in texts and in content: from the parts, or the placeholder of the URL. */
  readonly shown: string;
  /** Names of parameters of the URL that are ignored. */
  readonly ignored: readonly string[];
}

/** A mistake in the address: what is wrong and what to do. Contains no part of a secret. */
export interface AddressProblem {
  readonly problem: string;
  readonly hint: string;
}

export interface Scheme {
  /** Of the URL: `postgres:`. */
  readonly protocols: readonly string[];
  readonly port: number;
  readonly user: string;
  readonly example: string;
}

interface Parts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  readonly mode: TlsMode | undefined;
  readonly shown: string;
  readonly ignored: readonly string[];
}

/** Reads the address of a server from the configuration, with the CA file. */
export function serverAddress(config: ServerConfig, scheme: Scheme): ServerAddress | AddressProblem {
  const parts = config.url === undefined ? fromProperties(config, scheme) : fromUrl(config, scheme);
  if ("problem" in parts) return parts;
  const ca = certificateAuthority(config);
  if (typeof ca === "object") return ca;
  const { mode: written, ...rest } = parts;
  const mode = config.ssl.mode ?? written ?? (isOnThisMachine(parts.host) ? "disable" : "verify-full");
  return { ...rest, tls: { mode, ca } };
}

function fromProperties(config: ServerConfig, { port, user }: Scheme): Parts {
  const host = config.host ?? "localhost";
  const database = config.database ?? "";
  const at = config.port === undefined || config.port === port ? host : `${host}:${config.port}`;
  return {
    ...{ host, port: config.port ?? port, user: config.user ?? user, password: config.password?.reveal(), database },
    ...{ mode: undefined, shown: `${at}/${database}`, ignored: [] },
  };
}

function fromUrl(config: ServerConfig, scheme: Scheme): Parts | AddressProblem {
  const shown = String(config.url);
  const hint = `Write it like ${scheme.example}; percent-encode special characters of the password`;
  const url = URL.parse(config.url?.reveal() ?? "");
  if (url === null) return { problem: `${shown} is not a URL`, hint };
  if (!scheme.protocols.includes(url.protocol)) {
    return { problem: `${shown} does not start with ${scheme.protocols.map((one) => `${one}//`).join(" or ")}`, hint };
  }
  const decoded = [url.pathname.slice(1), url.username, url.password, url.hostname].map(decode);
  if (decoded.includes(undefined)) return { problem: `${shown} has a part with an incomplete percent code`, hint };
  const [database = "", user = "", password = "", hostname = ""] = decoded;
  if (database === "" || database.includes("/")) return { problem: `${shown} does not name one database`, hint };
  const mode = tlsModeOf(url);
  if (mode === null) {
    return { problem: `${shown} has a TLS mode that is not known`, hint: "Remove it and set ssl.mode" };
  }
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    host: host === "" ? "localhost" : host,
    port: url.port === "" ? scheme.port : Number(url.port),
    user: user === "" ? scheme.user : user,
    password: url.password === "" ? undefined : password,
    ...{ database, mode, shown },
    ignored: [...new Set(url.searchParams.keys())].filter((name) => !modeNames.includes(name)).toSorted(),
  };
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const modeNames = ["sslmode", "ssl-mode", "ssl_mode"];

/** The names that clients of PostgreSQL and MySQL use in URLs. */
const writtenModes: Readonly<Record<string, TlsMode>> = {
  disable: "disable",
  disabled: "disable",
  allow: "prefer",
  prefer: "prefer",
  preferred: "prefer",
  require: "require",
  required: "require",
  "verify-ca": "verify-ca",
  verify_ca: "verify-ca",
  "verify-full": "verify-full",
  verify_identity: "verify-full",
};

/** Undefined: none is written. Null: it is not known. */
function tlsModeOf({ searchParams }: URL): TlsMode | undefined | null {
  const written = modeNames.map((name) => searchParams.get(name)).find((value) => value !== null);
  return written === undefined || written === null ? undefined : (writtenModes[written.toLowerCase()] ?? null);
}

function certificateAuthority({ ssl }: ServerConfig): string | undefined | AddressProblem {
  if (ssl.ca_file === undefined) return undefined;
  const { path, shown } = ssl.ca_file;
  try {
    const text = readFileSync(path, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
    return { problem: `"${shown}" contains no certificate`, hint: "Set ssl.ca_file to a PEM file" };
  } catch {
    return { problem: `"${shown}" cannot be read`, hint: "Check ssl.ca_file and its permissions" };
  }
}

/** A socket in the file system, or an address of this machine. */
const isOnThisMachine = (host: string): boolean =>
  host.startsWith("/") || host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/** How a connection of each mode is encrypted, for the log. */
export const encryptionOf: Readonly<Record<TlsMode, string>> = {
  disable: "not encrypted",
  prefer: "encrypted, certificate not checked",
  require: "encrypted, certificate not checked",
  "verify-ca": "encrypted, certificate checked",
  "verify-full": "encrypted, certificate and host name checked",
};

/** Connects with TLS. With the mode `prefer`, connects without TLS if the server does not support it. */
export async function withTlsMode<T>(
  mode: TlsMode,
  attempt: (mode: TlsMode) => Promise<T>,
  lacksTls: (error: unknown) => boolean,
): Promise<T> {
  if (mode !== "prefer") return attempt(mode);
  try {
    return await attempt("require");
  } catch (error) {
    if (lacksTls(error)) return attempt("disable");
    throw error;
  }
}
