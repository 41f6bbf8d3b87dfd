import type { Problem, ServerAddress } from "../databases/index.ts";
import { type ConnectProblem, isNodeError, networkProblem, withoutPassword } from "../databases/index.ts";

/** An error that the server sent. `code` is its SQLSTATE. */
interface ServerMessage extends Error {
  readonly code: string;
}

const isServerMessage = (error: unknown): error is ServerMessage =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  /^[0-9A-Z]{5}$/.test(error.code) &&
  "severity" in error;

const hints: Readonly<Record<string, readonly [code: string, hint: string]>> = {
  "28P01": ["LOGIN_REFUSED", "Check user and password"],
  "28000": ["LOGIN_REFUSED", "Check user, ssl.mode, and the server's pg_hba.conf"],
  "3D000": ["DATABASE_UNKNOWN", "Check database"],
  "42501": ["LOGIN_REFUSED", "Grant the role CONNECT on the database"],
  "53300": ["SERVER_BUSY", "Try again when fewer sessions are open"],
  "57P03": ["SERVER_BUSY", "Try again when the server has started"],
};

export const lacksTls = (error: unknown): boolean =>
  error instanceof Error && /does not support SSL/i.test(error.message);

/** Explains why a connection failed. The text quotes the server, without the password. */
export function connectProblem(error: unknown, address: ServerAddress): ConnectProblem {
  if (isServerMessage(error)) {
    const [code, hint] = hints[error.code] ?? ["CONNECTION_REFUSED", "Check the address and the server's log"];
    return { code, hint, text: `PostgreSQL refuses the connection: ${withoutPassword(error.message, address)}` };
  }
  const message = error instanceof Error ? error.message : "";
  if (lacksTls(error)) {
    const text = `the server of ${address.shown} does not support TLS`;
    return { code: "TLS_FAILED", text, hint: "Set ssl.mode to disable if the network is trusted" };
  }
  if (/password must be a (non-empty )?string|no password/i.test(message)) {
    return { code: "LOGIN_REFUSED", text: "PostgreSQL asks for a password and none is set", hint: "Set password" };
  }
  return networkProblem(error, address, "PostgreSQL");
}

/** Messages of these codes name parts of the schema and contain no values of rows. */
const quotable = new Set(["42501", "42P01", "42703", "42883", "0A000", "3F000", "42704"]);

const reasons: Readonly<Record<string, string>> = {
  "55000": "it has no content yet, or is in a state that cannot be read",
  "22021": "it contains bytes that are not valid in the encoding of the database",
  "22P05": "it contains characters that cannot be converted to UTF-8",
  XX001: "its data is damaged",
  XX002: "its index is damaged",
  "53100": "the server's disk is full",
  "53200": "the server is out of memory",
  "54001": "the server refuses the statement as too complex",
};

/** Classes of codes after which the connection is of no use: connection, operator intervention. */
const ofServer = /^(08|57P|25P03)/;

/** Explains an error of the driver while tables are read; undefined if it is none. */
export function readProblem(
  error: unknown,
  timeouts: { readonly statement: number; readonly lock: number },
): Problem | undefined {
  if (isServerMessage(error)) {
    if (ofServer.test(error.code)) return lost(`PostgreSQL ended the connection (${error.code}: ${error.message})`);
    return { scope: "table", reason: reasonOf(error, timeouts) };
  }
  if (!(error instanceof Error)) return undefined;
  if (isNodeError(error) || /^(Connection terminated|Client has encountered|Client was closed)/.test(error.message)) {
    return lost("the connection to PostgreSQL was lost");
  }
  return undefined;
}

const lost = (text: string): Problem => ({
  ...{ scope: "server", code: "CONNECTION_LOST", text },
  hint: "Check the server's log, and run again",
});

function reasonOf(
  { code, message }: ServerMessage,
  timeouts: { readonly statement: number; readonly lock: number },
): string {
  switch (code) {
    case "55P03":
      return `another session has it locked for longer than lock_timeout (${timeouts.lock} s)`;
    case "57014":
      return `reading takes longer than statement_timeout (${timeouts.statement} s)`;
    default: {
      const said = quotable.has(code) ? `PostgreSQL: ${message.slice(0, longestMessage)}` : `PostgreSQL error ${code}`;
      return `cannot be read (${reasons[code] ?? said})`;
    }
  }
}

const longestMessage = 200;
