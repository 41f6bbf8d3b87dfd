import {
  type ConnectProblem,
  isNodeError,
  networkProblem,
  type Problem,
  type ServerAddress,
  withoutPassword,
} from "../databases/index.ts";

/** An error that the server sent. `code` is its name, such as ER_NO_SUCH_TABLE. */
interface ServerMessage extends Error {
  readonly code: string;
  readonly errno: number;
}

const isServerMessage = (error: unknown): error is ServerMessage =>
  error instanceof Error && "errno" in error && typeof error.errno === "number" && "sqlState" in error;

const hints: Readonly<Record<number, readonly [code: string, hint: string]>> = {
  1040: ["SERVER_BUSY", "Try again when fewer sessions are open"],
  1044: ["LOGIN_REFUSED", "Grant the user access to the database"],
  1045: ["LOGIN_REFUSED", "Check user and password"],
  1049: ["DATABASE_UNKNOWN", "Check database"],
  1130: ["LOGIN_REFUSED", "Allow the user to connect from this host"],
  1698: ["LOGIN_REFUSED", "Check user and password"],
  3159: ["TLS_FAILED", "Set ssl.mode to verify-full"],
};

export const lacksTls = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "HANDSHAKE_NO_SSL_SUPPORT";

/** Explains why a connection failed. The text quotes the server, without the password. */
export function connectProblem(error: unknown, address: ServerAddress): ConnectProblem {
  if (isServerMessage(error)) {
    const [code, hint] = hints[error.errno] ?? ["CONNECTION_REFUSED", "Check the address and the server's log"];
    return { code, hint, text: `the server refuses the connection: ${withoutPassword(error.message, address)}` };
  }
  if (lacksTls(error)) {
    const text = `the server of ${address.shown} does not support TLS`;
    return { code: "TLS_FAILED", text, hint: "Set ssl.mode to disable if the network is trusted" };
  }
  return networkProblem(error, address, "MySQL");
}

/** Messages of these numbers name parts of the schema and contain no values of rows. */
const quotable = new Set([1044, 1054, 1109, 1142, 1143, 1146, 1305, 1356, 1370, 1449, 1615]);

const reasons: Readonly<Record<number, string>> = {
  1030: "its storage engine reports an error",
  1034: "its index is damaged",
  1194: "it is marked as damaged",
  1195: "it is marked as damaged",
  1877: "its storage engine reports an error",
};

const lockTimeouts = new Set([1205, 1099, 3572]);
const statementTimeouts = new Set([1969, 3024, 1317]);
/** The server shuts down or has ended the connection. */
const ofServer = new Set([1053, 1927, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 4031]);

interface Timeouts {
  readonly statement: number;
  readonly lock: number;
}

/** Explains an error of the driver while tables are read; undefined if it is none. */
export function readProblem(error: unknown, timeouts: Timeouts): Problem | undefined {
  if (isServerMessage(error)) {
    if (ofServer.has(error.errno)) return lost(`the server ended the connection (${error.code})`);
    return { scope: "table", reason: reasonOf(error, timeouts) };
  }
  if (!(error instanceof Error)) return undefined;
  const isClosed = /closed state|connection lost|Connection is closed/i.test(error.message);
  return isNodeError(error) || isClosed ? lost("the connection to the server was lost") : undefined;
}

const lost = (text: string): Problem => ({
  ...{ scope: "server", code: "CONNECTION_LOST", text },
  hint: "Check the server's log, and run again",
});

const longestMessage = 200;

function reasonOf({ errno, message }: ServerMessage, { statement, lock }: Timeouts): string {
  if (lockTimeouts.has(errno)) return `another session has it locked for longer than lock_timeout (${lock} s)`;
  if (statementTimeouts.has(errno)) return `reading takes longer than statement_timeout (${statement} s)`;
  const said = quotable.has(errno) ? `server: ${message.slice(0, longestMessage)}` : `server error ${errno}`;
  return `cannot be read (${reasons[errno] ?? said})`;
}
