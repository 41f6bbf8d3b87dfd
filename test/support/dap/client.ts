import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { program } from "../program.ts";

type Message = DebugProtocol.Request | DebugProtocol.Response | DebugProtocol.Event;

/** A test whose message does not come fails, instead of waiting for ever. */
const mostWaitMs = 60_000;

interface Waiter {
  readonly fits: (message: Message) => boolean;
  readonly resolve: (message: Message) => void;
}

/** A client that frames messages itself, as an editor does, and keeps what was said. */
export class DapClient {
  /** Everything that was sent and received, in order. */
  readonly log: { readonly from: "client" | "server"; readonly message: Message }[] = [];
  readonly #output: Writable;
  #waiters: Waiter[] = [];
  /** Received messages that nobody has waited for yet. */
  #unread: Message[] = [];
  #bytes = Buffer.alloc(0);
  #seq = 0;
  #closed: string | null = null;

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    output.on("error", () => undefined);
    input.on("error", () => undefined);
    input.on("data", (chunk: Buffer) => this.#read(chunk));
    input.on("close", () => {
      this.#closed = "the server closed the connection";
      for (const { resolve } of this.#waiters) resolve({ seq: 0, type: "event", event: "(closed)" } as Message);
    });
  }

  /** Sends bytes as they are. */
  raw(bytes: string | Buffer): void {
    this.#output.write(bytes);
  }

  /** Sends a request; resolves with its response, whether it succeeded or not. */
  async request(command: string, args?: object): Promise<DebugProtocol.Response> {
    return await this.sent(this.send(command, args));
  }

  /** Sends a request, and returns its number. */
  send(command: string, args?: object): number {
    this.#seq += 1;
    const message = { seq: this.#seq, type: "request", command, ...(args === undefined ? {} : { arguments: args }) };
    this.log.push({ from: "client", message: message as Message });
    const json = JSON.stringify(message);
    this.raw(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
    return this.#seq;
  }

  /** The response to the request of a number. */
  async sent(seq: number): Promise<DebugProtocol.Response> {
    const found = await this.#next((one) => one.type === "response" && "request_seq" in one && one.request_seq === seq);
    return found as DebugProtocol.Response;
  }

  /** Sends a request that must succeed; resolves with its body. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies are as various as requests, and tests look at parts of them
  async ok(command: string, args?: object): Promise<any> {
    const response = await this.request(command, args);
    if (!response.success) throw new Error(`${command} was refused: ${response.message}`);
    return response.body;
  }

  /** Sends a request that must be refused; resolves with the message. */
  async refused(command: string, args?: object): Promise<string> {
    const response = await this.request(command, args);
    if (response.success) throw new Error(`${command} was not refused`);
    return response.message ?? "";
  }

  /** Resolves with the next event of a name that was not waited for yet. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async event(name: string, fits: (body: any) => boolean = () => true): Promise<any> {
    const isIt = (one: Message): boolean =>
      one.type === "event" && "event" in one && one.event === name && fits(one.body);
    const found = await this.#next(isIt);
    return (found as DebugProtocol.Event).body;
  }

  /** Events of a name so far. */
  events(name: string): readonly DebugProtocol.Event[] {
    return this.log
      .map(({ message }) => message)
      .filter((one): one is DebugProtocol.Event => one.type === "event" && "event" in one && one.event === name);
  }

  /** The text of all output events so far. */
  get output(): string {
    return this.events("output")
      .map(({ body }) => body.output)
      .join("");
  }

  async #next(fits: (message: Message) => boolean): Promise<Message> {
    const at = this.#unread.findIndex(fits);
    if (at !== -1) return this.#unread.splice(at, 1)[0] as Message;
    if (this.#closed !== null) throw new Error(`${this.#closed}\n${this.output}`);
    const message = await new Promise<Message>((resolve, reject) => {
      const last = (): string => JSON.stringify(this.log.slice(-5), null, 1);
      const timer = setTimeout(
        () => reject(new Error(`nothing came that was waited for, after\n${last()}`)),
        mostWaitMs,
      );
      const arrived = (found: Message): void => {
        clearTimeout(timer);
        resolve(found);
      };
      this.#waiters.push({ fits, resolve: arrived });
    });
    if ("event" in message && message.event === "(closed)") throw new Error(`${this.#closed}\n${this.output}`);
    return message;
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.#bytes.toString("latin1", 0, 100));
      if (header === null) return;
      const from = header[0].length;
      const to = from + Number(header[1]);
      if (this.#bytes.length < to) return;
      const message: Message = JSON.parse(this.#bytes.toString("utf8", from, to));
      this.#bytes = this.#bytes.subarray(to);
      this.log.push({ from: "server", message });
      this.#hand(message);
    }
  }

  #hand(message: Message): void {
    const waiter = this.#waiters.find(({ fits }) => fits(message));
    if (waiter === undefined) {
      this.#unread.push(message);
      return;
    }
    this.#waiters = this.#waiters.filter((one) => one !== waiter);
    waiter.resolve(message);
  }
}

export interface DapProcess extends AsyncDisposable {
  readonly client: DapClient;
  readonly child: ChildProcess;
  readonly stderr: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
}

export interface DapProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the adapter as a process of its own that serves its streams. */
export function startAdapter(options: DapProcessOptions): DapProcess {
  const started = startServer([], options);
  return { ...started, client: new DapClient(started.child.stdout!, started.child.stdin!) };
}

export type ListeningProcess = Omit<DapProcess, "client"> & {
  /** What the server said about where it listens. */
  readonly listening: { readonly port: number; readonly token: string; readonly path?: string };
  readonly connect: () => Promise<DapClient & Disposable>;
};

/** Starts the adapter as a process of its own that listens. */
export async function startListening(
  address: string,
  { wait, ...options }: DapProcessOptions & { readonly wait: number },
): Promise<ListeningProcess> {
  const started = startServer(["--listen", address, "--wait", String(wait)], options);
  const { listening } = await new Promise<{ readonly listening: ListeningProcess["listening"] }>((resolve, reject) => {
    started.child.stderr?.on("data", () => {
      const [line] = started.stderr().split("\n");
      if (line?.startsWith('{"listening"')) resolve(JSON.parse(line));
    });
    started.child.on("exit", () => reject(new Error(started.stderr())));
  });
  const open = () =>
    new Promise<DapClient & Disposable>((resolve, reject) => {
      const socket = listening.path === undefined ? connect(listening.port, "127.0.0.1") : connect(listening.path);
      socket.on("error", reject);
      socket.on("connect", () => {
        const client = new DapClient(socket, socket);
        resolve(Object.assign(client, { [Symbol.dispose]: () => socket.destroy() }));
      });
    });
  return { ...started, listening, connect: open };
}

function startServer(args: readonly string[], { cwd, env }: DapProcessOptions): Omit<DapProcess, "client"> {
  const child = spawn(process.execPath, [program, "debug", "--dap", ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<number>((resolve) => {
    child.on("close", (code) => resolve(code ?? -1));
  });
  const dispose = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  return { child, stderr: () => stderr, ended, [Symbol.asyncDispose]: dispose };
}

/** Sends what an editor sends before the first stop. Resolves with the answers to `setBreakpoints`. */
export async function begin(
  client: DapClient,
  launch: object,
  {
    path,
    breakpoints = [],
    functions = [],
  }: { readonly path?: string; readonly breakpoints?: readonly object[]; readonly functions?: readonly object[] } = {},
): Promise<readonly DebugProtocol.Breakpoint[]> {
  await client.ok("initialize", { adapterID: "wct", linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" });
  await client.ok("launch", launch);
  await client.event("initialized");
  const set = path === undefined ? null : await client.ok("setBreakpoints", { source: { path }, breakpoints });
  const named = functions.length === 0 ? null : await client.ok("setFunctionBreakpoints", { breakpoints: functions });
  await client.ok("configurationDone");
  return [...(set?.breakpoints ?? []), ...(named?.breakpoints ?? [])];
}
