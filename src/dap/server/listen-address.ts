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
  const [, port = text] = /^(?:localhost|127\.0\.0\.1):(\d+)$/.exec(text) ?? [];
  if (!/^\d+$/.test(port)) return { kind: "socket", path: socketPath(text, cwd) };
  if (Number(port) <= 65_535) return { kind: "port", port: Number(port) };
  throw wctError("WCT_USAGE", {
    message: `--listen "${text}" is not a port`,
    hint: "use a port up to 65535, 0 for any free one, or the path of a socket",
  });
}

/** Without this check, another host would become a socket of that name. */
function socketPath(text: string, cwd: string): string {
  if (text.trim() !== "" && !/^[^/\\]*:\d*$/.test(text)) return resolve(cwd, text);
  throw wctError("WCT_USAGE", {
    message:
      text.trim() === "" ? "--listen is empty" : `--listen "${text}" is not an address of the loopback interface`,
    hint: "give a port alone, which is one of 127.0.0.1, or the path of a socket",
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
