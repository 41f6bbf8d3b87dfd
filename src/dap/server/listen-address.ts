import { lstatSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";

/** Where a server listens: a port of the loopback interface, or a Unix socket. */
export type ListenAddress =
  | { readonly kind: "port"; readonly port: number }
  | { readonly kind: "socket"; readonly path: string };

/** Parses a port, or the path of a socket that does not exist yet. Throws WCT_USAGE. */
export function parseListenAddress(text: string, cwd: string): ListenAddress {
  if (!/^\d+$/.test(text)) return { kind: "socket", path: resolve(cwd, text) };
  const port = Number(text);
  if (port <= 65_535) return { kind: "port", port };
  throw wctError("WCT_USAGE", {
    message: `--listen "${text}" is not a port`,
    hint: "use a port up to 65535, 0 for any free one, or the path of a socket",
  });
}

/** Removes a socket on which nobody listens any more. Throws WCT_USAGE if something else is at the path. */
export async function clearSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isSocket() && !(await isListening(path))) {
    rmSync(path);
    return;
  }
  const what = found.isSocket() ? "another process listens on it" : "it exists, and is no socket";
  throw wctError("WCT_USAGE", { message: `--listen "${path}": ${what}`, hint: "choose another path" });
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolved) => {
    const socket = connect(path);
    const answer = (listens: boolean) => () => {
      socket.destroy();
      resolved(listens);
    };
    socket.on("connect", answer(true));
    socket.on("error", answer(false));
  });
}
