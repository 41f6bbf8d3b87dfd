import { createConnection, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

interface ProxyOptions {
  readonly host: string;
  readonly port: number;
  /** How the request of PostgreSQL's client for TLS is answered. Default: the server answers. */
  readonly tls?: "refused" | { readonly key: string; readonly cert: string };
}

/** Stands between a client and a database server, and keeps what both say. */
export interface ServerProxy extends AsyncDisposable {
  readonly port: number;
  /** All bytes from the server. */
  readonly said: () => Buffer;
  /** All bytes to the server. */
  readonly asked: () => Buffer;
  /** Ends all connections without a word. */
  readonly cut: () => void;
  /** From now on what is sent on the connections that are open, or on all, gets lost. They stay open. */
  readonly silence: (which: "open" | "all") => void;
  /** Ends the silence of new connections. */
  readonly speak: () => void;
}

/** The request for TLS of a PostgreSQL client: length 8, code 80877103. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]);

export async function serverProxy({ host, port, tls }: ProxyOptions): Promise<ServerProxy> {
  const heard: Buffer[] = [];
  const asked: Buffer[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => undefined);
  };
  let isSilent = false;
  const join = (client: Socket): void => {
    const server = keep(createConnection({ host, port }));
    server.on("data", (bytes: Buffer) => heard.push(bytes));
    client.on("data", (bytes: Buffer) => asked.push(bytes));
    tie(client, server, isSilent);
  };
  const listening = createServer((client) => {
    if (tls === undefined) join(keep(client));
    else answerTls(keep(client), tls, (socket) => join(keep(socket)));
  });
  const each = (act: (socket: Socket) => unknown): void => sockets.forEach((socket) => void act(socket));
  const cut = (): void => each((one) => one.destroy());
  return {
    port: await listen(listening),
    said: () => Buffer.concat(heard),
    asked: () => Buffer.concat(asked),
    cut,
    silence(which) {
      each(mute);
      isSilent = which === "all";
    },
    speak() {
      isSilent = false;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}

function tie(client: Socket, server: Socket, isSilent: boolean): void {
  server.pipe(client);
  client.pipe(server);
  if (isSilent) mute(client);
  client.once("close", () => server.destroy());
  server.once("close", () => client.destroy());
}

/** From now on what comes is lost. */
function mute(socket: Socket): void {
  socket.unpipe();
  socket.resume();
}

/** Answers the request for TLS, if it is one, and calls `join` with the socket that then carries plain messages. */
function answerTls(client: Socket, tls: NonNullable<ProxyOptions["tls"]>, join: (socket: Socket) => void): void {
  client.once("data", (first: Buffer) => {
    if (!first.equals(tlsRequest)) {
      client.unshift(first);
      join(client);
    } else if (tls === "refused") {
      client.write("N", () => join(client));
    } else {
      const secureContext = createSecureContext(tls);
      client.write("S", () => join(new TLSSocket(client, { isServer: true, secureContext })));
    }
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
