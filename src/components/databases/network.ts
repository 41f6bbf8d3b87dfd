import type { ServerAddress } from "./address.ts";

/** Why a connection failed. Contains no password. */
export interface ConnectProblem {
  readonly code: string;
  readonly text: string;
  readonly hint: string;
}

interface NodeError extends Error {
  readonly code: string;
}

/** An error of a socket, of the name look-up or of TLS. */
export const isNodeError = (error: unknown): error is NodeError =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^[A-Z][A-Z_]{4,}$/.test(error.code);

const causes: Readonly<Record<string, readonly [text: string, hint: string]>> = {
  ECONNREFUSED: ["nothing listens there", "Check host and port, and that the server runs"],
  ENOTFOUND: ["the host name is not known", "Check host"],
  EAI_AGAIN: ["the host name cannot be looked up at the moment", "Check host and the network"],
  ENOENT: ["there is no such socket", "Check host, and that the server runs"],
  EACCES: ["the socket may not be opened", "Check the permissions of the socket"],
  EHOSTUNREACH: ["no route leads to the host", "Check host and the network"],
  ENETUNREACH: ["no route leads to the network of the host", "Check host and the network"],
  ETIMEDOUT: ["it does not answer in time", "Check host, port and firewalls, or raise connect_timeout"],
  ECONNRESET: ["it closed the connection", "Check host, port and ssl.mode"],
  EPIPE: ["it closed the connection", "Check host, port and ssl.mode"],
};

const checkCertificate = "Check ssl.ca_file, and that the certificate is valid for the host";

const tlsCauses: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate authority is not known",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate authority is not known",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate authority is not known",
  UNABLE_TO_GET_ISSUER_CERT: "the certificate authority is not known",
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  CERT_SIGNATURE_FAILURE: "the certificate does not belong to the certificate authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another host name",
};

/** Explains an error of the network or of TLS. The text names the server as the user wrote it. */
export function networkProblem(error: unknown, { shown }: ServerAddress, product: string): ConnectProblem {
  const code = codeOf(error);
  const tls = tlsCauses[code];
  if (tls !== undefined)
    return { code: "TLS_FAILED", text: `TLS with ${shown} failed: ${tls}`, hint: checkCertificate };
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_)/.test(code)) {
    return { code: "TLS_FAILED", text: `TLS with ${shown} failed (${code})`, hint: checkCertificate };
  }
  const isTimeout = error instanceof Error && /timeout|timed out/i.test(error.message);
  const [text, hint] = causes[isTimeout ? "ETIMEDOUT" : code] ?? [
    code === "" ? "the server does not speak its protocol, or closed the connection" : code,
    `Check host and port, and that the server is ${product}`,
  ];
  return { code: "SERVER_UNREACHABLE", text: `${product} at ${shown} cannot be reached: ${text}`, hint };
}

/** An attempt on several addresses of a host gives an error for each. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !isNodeError(error)) return codeOf(error.errors[0]);
  return isNodeError(error) ? error.code : "";
}

/** Returns what a server said, on one line, without the password in case it repeats it. */
export function withoutPassword(message: string, { password }: ServerAddress): string {
  const line = message.replace(/\s+/g, " ").slice(0, 300);
  return password === undefined || password === "" ? line : line.replaceAll(password, "***");
}
