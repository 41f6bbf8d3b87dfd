import { isWctError, nearest, wctError } from "../../diagnostics/index.ts";
import {
  ClientConnection,
  type ClientFormat,
  type ClientRequest,
  clientFormat,
  failureText,
  MessageSplitter,
  RequestArguments,
} from "../protocol/index.ts";
import { type ClientControl, type RequestHandler, requestHandlers } from "../requests/index.ts";
import type { AdapterSession } from "../session/index.ts";

/** `later`: it may send this request, but has not shown yet that it may use the session. */
export type Admission =
  | { readonly kind: "admitted" }
  | { readonly kind: "later" }
  | { readonly kind: "refused"; readonly why: string };

interface ClientHooks {
  readonly write: (frame: string) => void;
  /** Whether the client may use the session; asked at each request until it may. */
  readonly admit: (request: ClientRequest) => Admission;
  readonly leave: (isEnd: boolean) => Promise<void>;
  readonly left: () => void;
  readonly mayReturn: boolean;
  /** Receives errors that no user caused. */
  readonly onBug: (error: unknown) => void;
}

interface PendingRequest {
  readonly seq: number;
  readonly aborter: AbortController;
}

const firstText = "the first request must be initialize; send it";

/** One client: reads its bytes, and handles its requests one by one, in the order in which they arrive. */
export class ClientSession {
  readonly #session: AdapterSession;
  readonly #hooks: ClientHooks;
  readonly #frames = new MessageSplitter();
  readonly #connection: ClientConnection;
  readonly #control: ClientControl;
  /** Requests that are not answered yet. A client may use a number twice. */
  readonly #pending = new Set<PendingRequest>();
  #last: Promise<void> = Promise.resolve();
  #format: ClientFormat | null = null;
  #isAdmitted = false;
  #isRefused = false;

  constructor(session: AdapterSession, hooks: ClientHooks) {
    this.#session = session;
    this.#hooks = hooks;
    this.#connection = new ClientConnection({ write: hooks.write, request: (request) => this.#take(request) });
    const { leave, left, mayReturn } = hooks;
    this.#control = {
      initialize: (format) => this.#initialize(format),
      cancel: (request) => this.#cancel(request),
      ...{ leave, left, mayReturn },
    };
  }

  /** Handles bytes of the client. Bytes that are no message are reported to it, and change nothing. */
  push(bytes: Buffer): void {
    if (this.#isRefused) return;
    for (const incoming of this.#frames.push(bytes)) {
      const fault = incoming.kind === "fault" ? incoming.text : this.#connection.receive(incoming.value);
      if (fault === null) continue;
      const output = `wct ignored ${fault}\n`;
      this.#connection.event("output", { category: "stderr", output });
    }
  }

  /** Cancels what is not answered yet: the client is gone. */
  close(): void {
    for (const { aborter } of this.#pending) aborter.abort();
  }

  #initialize(format: ClientFormat): void {
    if (this.#format !== null) {
      throw wctError("WCT_DEBUG_NOT_NOW", {
        message: "this client has sent initialize already",
        hint: "send it once",
      });
    }
    this.#format = format;
    this.#attach();
  }

  /** Events go to a client that may use the session and has said how it counts lines. */
  #attach(): void {
    const format = this.#format;
    if (format === null || !this.#isAdmitted) return;
    const event = (name: string, body?: object): void => this.#connection.event(name, body);
    this.#session.attachClient({ event, format });
  }

  #cancel(request: number): boolean {
    const found = [...this.#pending].filter(({ seq }) => seq === request);
    for (const { aborter } of found) aborter.abort();
    return found.length > 0;
  }

  #take(request: ClientRequest): void {
    if (this.#isRefused || !this.#admits(request)) return;
    const handler = handlerOf(request.command);
    if (handler === undefined) {
      this.#connection.refuse(request, unknownText(request.command));
      return;
    }
    if (this.#format === null && this.#pending.size === 0 && request.command !== "initialize") {
      this.#connection.refuse(request, firstText);
      return;
    }
    const { isUrgent } = handler;
    const aborter = new AbortController();
    const pending = { seq: request.seq, aborter };
    this.#pending.add(pending);
    const handle = async (): Promise<void> => {
      // The initialize before it may have been refused.
      if (this.#format === null && !isUrgent && request.command !== "initialize") {
        this.#connection.refuse(request, firstText);
      } else await this.#handle(request, handler, aborter.signal);
      this.#pending.delete(pending);
    };
    if (isUrgent) void handle();
    else this.#last = this.#last.then(handle);
  }

  /** Whether a request may be handled; a client that may not use the session is told why, and disconnected. */
  #admits(request: ClientRequest): boolean {
    if (this.#isAdmitted) return true;
    const admission = this.#hooks.admit(request);
    if (admission.kind === "refused") {
      this.#isRefused = true;
      this.#connection.refuse(request, admission.why);
      this.#hooks.left();
      return false;
    }
    if (admission.kind === "admitted") {
      this.#isAdmitted = true;
      this.#attach();
    }
    return true;
  }

  async #handle(request: ClientRequest, { handle }: RequestHandler, signal: AbortSignal): Promise<void> {
    const format = this.#format ?? clientFormat(new RequestArguments("initialize", {}));
    try {
      signal.throwIfAborted();
      const call = { session: this.#session, args: request.args, format, signal, client: this.#control };
      const { body, after } = await handle(call);
      this.#connection.answer(request, body);
      if (after !== undefined) this.#continue(after);
    } catch (error) {
      this.#connection.refuse(request, signal.aborted ? "cancelled" : this.#textOf(error));
    }
  }

  #textOf(error: unknown): string {
    if (!isWctError(error)) this.#hooks.onBug(error);
    return failureText(error);
  }

  /** The next request does not wait for what happens after an answer. */
  #continue(after: () => void | Promise<void>): void {
    const report = (error: unknown): void =>
      this.#connection.event("output", { category: "stderr", output: `${this.#textOf(error)}\n` });
    try {
      Promise.resolve(after()).catch(report);
    } catch (error) {
      report(error);
    }
  }
}

function handlerOf(command: string): RequestHandler | undefined {
  return Object.hasOwn(requestHandlers, command) ? requestHandlers[command] : undefined;
}

function unknownText(command: string): string {
  const near = nearest(command, Object.keys(requestHandlers));
  return failureText(
    wctError("WCT_DEBUG_COMMAND", {
      message: `"${command.slice(0, 100)}" is not a request of this adapter`,
      hint: near === undefined ? "docs/reference/dap.md lists the requests" : `did you mean "${near}"?`,
    }),
  );
}
