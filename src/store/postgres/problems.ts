import { type DiagnosticCode, isWctError, type WctError, wctError } from "../../diagnostics/index.ts";
import { lacksTls } from "./driver.ts";

/** The failed action; distinguishes "cannot be opened" from "cannot be written". */
type StoreAction = "open" | "read" | "write";

interface Cause {
  readonly what: string;
  readonly hint: string;
  readonly code?: DiagnosticCode;
}

interface CodedError extends Error {
  readonly code: string;
}

const isCoded = (error: unknown): error is CodedError =>
  error instanceof Error && "code" in error && typeof error.code === "string";

/** An error that the server sent. `code` is its SQLSTATE. */
const isServerError = (error: unknown): error is CodedError =>
  isCoded(error) && /^[0-9A-Z]{5}$/.test(error.code) && "severity" in error;

/** Returns the SQLSTATE of an error that the server sent; null for others. */
export const sqlStateOf = (error: unknown): string | null => (isServerError(error) ? error.code : null);

const unreachable: DiagnosticCode = "WCT_STORE_UNREADABLE";

const nameAuthority =
  "name the file of the authority that signed the server's certificate: ?sslrootcert=/path/ca.pem, or PGSSLROOTCERT";

const tls = (what: string, hint: string): Cause => ({ what: `TLS failed: ${what}`, hint });

const ofSystem: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: { what: "nothing listens there", hint: "check host and port, and that the server runs" },
  ENOTFOUND: { what: "the host name is not known", hint: "check the host" },
  EAI_AGAIN: { what: "the host name cannot be looked up at the moment", hint: "check the host and the network" },
  ENOENT: { what: "there is no such socket", hint: "check the host, and that the server runs" },
  EACCES: { what: "the socket may not be opened", hint: "check the permissions of the socket" },
  EHOSTUNREACH: { what: "no route leads to the host", hint: "check the host and the network" },
  ENETUNREACH: { what: "no route leads to the network of the host", hint: "check the host and the network" },
  ETIMEDOUT: { what: "it does not answer in time", hint: "check host, port and firewalls, or set connect_timeout" },
  ECONNRESET: { what: "it closed the connection", hint: "check host, port and sslmode" },
  EPIPE: { what: "it closed the connection", hint: "check host, port and sslmode" },
  DEPTH_ZERO_SELF_SIGNED_CERT: tls("the certificate is self-signed", nameAuthority),
  SELF_SIGNED_CERT_IN_CHAIN: tls("the certificate authority is not known", nameAuthority),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls("the certificate authority is not known", nameAuthority),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls("the certificate authority is not known", nameAuthority),
  CERT_SIGNATURE_FAILURE: tls("the certificate is of another authority than its name says", nameAuthority),
  CERT_HAS_EXPIRED: tls("the certificate has expired", "renew the server's certificate, and check the clocks"),
  CERT_NOT_YET_VALID: tls("the certificate is not valid yet", "check the clocks of server and client"),
  ERR_TLS_CERT_ALTNAME_INVALID: tls(
    "the certificate is for another host name",
    "name the host as the certificate does, or have the host added to the certificate",
  ),
};

const ofServer: Readonly<Record<string, Cause>> = {
  "28P01": { what: "the server refuses the password", hint: "check the user, and the password in PGPASSFILE" },
  "28000": {
    what: "the server refuses the login",
    hint: "check that the role exists, sslmode, and the server's pg_hba.conf",
  },
  "3D000": {
    code: "WCT_STORE_NOT_FOUND",
    what: "the server has no such database",
    hint: "create it with `createdb`, or correct its name",
  },
  "42501": {
    code: "WCT_STORE_WRITE_FAILED",
    what: "the role may not do this",
    hint: "grant it what it needs with the SQL of `wct runs grants`, or use another role",
  },
  "25006": {
    code: "WCT_STORE_WRITE_FAILED",
    what: "the server is read-only; it may be a standby",
    hint: "name the primary server",
  },
  "53100": { code: "WCT_STORE_WRITE_FAILED", what: "the server's disk is full", hint: "free space on the server" },
  "53300": { what: "the server has too many sessions", hint: "try again, or raise max_connections" },
  "55P03": {
    code: "WCT_STORE_LOCKED",
    what: "it is locked by another process",
    hint: "try again, or stop the other process",
  },
  "57P03": { what: "the server is starting or stopping", hint: "try again when it has started" },
  "42P01": { code: "WCT_STORE_DAMAGED", what: "a table is missing", hint: "restore the database from a backup" },
  "42703": { code: "WCT_STORE_DAMAGED", what: "a column is missing", hint: "restore the database from a backup" },
  XX001: { code: "WCT_STORE_DAMAGED", what: "its data is damaged", hint: "restore the database from a backup" },
  XX002: {
    code: "WCT_STORE_DAMAGED",
    what: "an index is damaged",
    hint: "run REINDEX, or restore the database from a backup",
  },
};

/** Classes of codes after which a session is of no use, or another attempt may succeed. */
const transientCodes = /^(08|57P0|25P03|40001|40P01)/;

/** Returns whether the same work may succeed in another session: connection lost, server restarting, or a deadlock. */
export function isTransient(error: unknown): boolean {
  if (isServerError(error)) return transientCodes.test(error.code);
  return isLost(error);
}

/** Returns whether a connection ended without an answer. */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || isWctError(error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isLost);
  if (isCoded(error)) return /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOENT)/.test(error.code);
  return /^(Connection terminated|Client has encountered|Client was closed|Query read timeout|timeout expired|timeout exceeded)/.test(
    error.message,
  );
}

/**
 * Converts an error of the driver to a coded error. Coded errors and bugs are returned unchanged. The text never quotes
 * the server, because its messages can contain values of rows and, of a login, the password.
 */
export function postgresError(error: unknown, shown: string, action: StoreAction): unknown {
  if (isWctError(error) || !(error instanceof Error)) return error;
  const cause = causeOf(error);
  return cause === null ? error : named(cause, shown, action);
}

function causeOf(error: Error): Cause | null {
  if (isServerError(error)) {
    const known = ofServer[error.code];
    return known ?? { what: `PostgreSQL reports ${error.code}`, hint: "look the code up, and check the server's log" };
  }
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return causeOf(error.errors[0]);
  if (lacksTls(error))
    return { what: "the server does not support TLS", hint: "set sslmode=disable if the network is trusted" };
  if (/password must be a (non-empty )?string|no password/i.test(error.message)) {
    return { what: "the server asks for a password and none is set", hint: "put it into PGPASSFILE" };
  }
  const code = isCoded(error) ? error.code : "";
  const known = ofSystem[/time(d )?out/i.test(error.message) ? "ETIMEDOUT" : code];
  if (known !== undefined) return known;
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_)/.test(code))
    return tls(code, "check sslmode, sslrootcert, and the server's certificate");
  return isLost(error) ? { what: "the connection was lost", hint: "check the server's log, and try again" } : null;
}

function named({ code, what, hint }: Cause, shown: string, action: StoreAction): WctError {
  const verb = { open: "cannot be opened", read: "cannot be read", write: "cannot be written" }[action];
  const usual = action === "write" ? "WCT_STORE_WRITE_FAILED" : unreachable;
  return wctError(code ?? usual, { message: `the store "${shown}" ${verb}: ${what}`, hint });
}
