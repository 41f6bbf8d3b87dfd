import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { wctError } from "../../diagnostics/index.ts";
import type { Clock } from "../../domain/index.ts";
import type { ClientRequest } from "../protocol/index.ts";
import { tokenIn } from "../requests/index.ts";
import type { AdapterSession } from "../session/index.ts";
import { type Admission, ClientSession } from "./client-session.ts";
import { clearSocket, type ListenAddress } from "./listen-address.ts";
import type { ServerOptions } from "./server-options.ts";
import { UnreadLimit } from "./unread.ts";

export interface ListenOptions {
  readonly address: ListenAddress;
  /** How long the session waits for a client, in milliseconds. */
  readonly waitMs: number;
  readonly clock: Pick<Clock, "after">;
  /** Receives one line of JSON: `{"listening":{"host","port","token"}}` or `{"listening":{"path"}}`. */
  readonly announce: (line: string) => void;
}

/**
 * Serves one client at a time over a port of the loopback interface or a Unix socket. A session outlives its client:
 * it waits, paused, for another one. Resolves when the session has ended, or when nobody came in time. Throws WCT_USAGE
 * if the address cannot be used.
 */
export async function serveListening(
  session: AdapterSession,
  options: ListenOptions,
  { signal, onBug }: ServerOptions,
): Promise<void> {
  const { address } = options;
  const token = address.kind === "port" ? randomBytes(24).toString("hex") : null;
  const over = Promise.withResolvers<void>();
  const clients = new ClientSlot(session, { ...options, token, onBug, end: over.resolve });
  const server = createServer((socket) => clients.take(socket));
  await listen(server, address);
  server.on("error", over.reject);
  const end = (): void => over.resolve();
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  options.announce(JSON.stringify({ listening: announced(server, address, token) }));
  clients.wait();
  try {
    await over.promise;
  } finally {
    signal.removeEventListener("abort", end);
    await session.close();
    clients.close();
    server.close();
    if (address.kind === "socket") rmSync(address.path, { force: true });
  }
}

interface SlotOptions extends ListenOptions, Pick<ServerOptions, "onBug"> {
  /** Null: the address itself is private. */
  readonly token: string | null;
  readonly end: () => void;
}

/** The place of the only client, and the wait for the next one. */
class ClientSlot {
  readonly #session: AdapterSession;
  readonly #options: SlotOptions;
  /** All that are connected, also those that may not use the session. */
  readonly #sockets = new Set<Socket>();
  #socket: Socket | null = null;
  #cancelWait: () => void = () => undefined;

  constructor(session: AdapterSession, options: SlotOptions) {
    this.#session = session;
    this.#options = options;
  }

  /** Ends the session if no client comes in time. */
  wait(): void {
    this.#cancelWait();
    this.#cancelWait = this.#options.clock.after(this.#options.waitMs, this.#options.end);
  }

  take(socket: Socket): void {
    this.#sockets.add(socket);
    // A reader that is gone is noticed by the end of its input.
    socket.on("error", () => undefined);
    let isSession = false;
    const limit = new UnreadLimit(socket, () => socket.destroy());
    socket.on("drain", () => limit.update(socket.writableLength));
    const client = new ClientSession(this.#session, {
      write: (frame) => {
        if (!socket.writable) return;
        socket.write(frame);
        limit.update(socket.writableLength);
      },
      admit: (request) => {
        const admission = this.#admission(request);
        if (admission.kind !== "admitted") return admission;
        isSession = true;
        this.#cancelWait();
        this.#socket = socket;
        return admission;
      },
      leave: async (isEnd) => {
        if (!isEnd) return;
        isSession = false;
        await this.#session.close();
        // The answer is still to be sent.
        setImmediate(this.#options.end);
      },
      left: () => void socket.end(),
      mayReturn: true,
      onBug: this.#options.onBug,
    });
    socket.on("data", (bytes: Buffer) => client.push(bytes));
    socket.on("close", () => {
      client.close();
      this.#sockets.delete(socket);
      if (isSession && this.#socket === socket) this.#disconnected();
    });
  }

  close(): void {
    this.#cancelWait();
    for (const socket of this.#sockets) socket.destroySoon();
  }

  #disconnected(): void {
    this.#socket = null;
    this.#session.detachClient();
    if (this.#session.isFinished) this.#options.end();
    else this.wait();
  }

  #admission({ command, args }: ClientRequest): Admission {
    const refused = (why: string): Admission => ({ kind: "refused", why });
    if (this.#socket !== null) return refused("another client is connected; disconnect it first");
    const { token } = this.#options;
    if (token === null) return { kind: "admitted" };
    const given = tokenIn(args);
    if (given !== undefined) {
      return isSame(given, token) ? { kind: "admitted" } : refused("the token is wrong; use the one that wct printed");
    }
    // Capabilities are no secret: the token may come with the request after this one.
    if (command === "initialize") return { kind: "later" };
    return refused('the token is missing; add "token" to the arguments of initialize, launch or attach');
  }
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function announced(server: Server, address: ListenAddress, token: string | null): object {
  if (address.kind === "socket") return { path: address.path };
  const bound = server.address();
  return { host: "127.0.0.1", port: typeof bound === "object" ? bound?.port : null, token };
}

async function listen(server: Server, address: ListenAddress): Promise<void> {
  if (address.kind === "socket") await clearSocket(address.path);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("listening", resolve);
  server.once("error", (cause: NodeJS.ErrnoException) => {
    const where = address.kind === "port" ? String(address.port) : address.path;
    const message = `cannot listen on "${where}": ${cause.code ?? "unknown reason"}`;
    reject(wctError("WCT_USAGE", { message, hint: "choose another port or path", cause }));
  });
  if (address.kind === "port") {
    server.listen(address.port, "127.0.0.1");
    await promise;
    return;
  }
  // Nobody else may connect, from the moment at which the socket exists.
  const before = process.umask(0o177);
  try {
    server.listen(address.path);
  } finally {
    process.umask(before);
  }
  await promise;
  chmodSync(address.path, 0o600);
}
