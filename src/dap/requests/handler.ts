import type { ClientFormat, RequestArguments } from "../protocol/index.ts";
import type { AdapterSession, Answer } from "../session/index.ts";

/** What a request is handled with. */
export interface RequestCall {
  readonly session: AdapterSession;
  readonly args: RequestArguments;
  readonly format: ClientFormat;
  /** Aborts when the client cancels the request. */
  readonly signal: AbortSignal;
  readonly client: ClientControl;
}

/** What a request can do to the client's own connection. */
export interface ClientControl {
  readonly initialize: (format: ClientFormat) => void;
  /** Cancels another request. Returns whether there is one of that number that has not been answered. */
  readonly cancel: (request: number) => boolean;
  /** Ends the session if it ends with the client's `disconnect`. */
  readonly leave: (isEnd: boolean) => Promise<void>;
  /** Ends the connection, after the answer. */
  readonly left: () => void;
  /** Whether another client may come after this one. */
  readonly mayReturn: boolean;
}

/** Answers one kind of request. It throws the error that the client gets instead. */
export interface RequestHandler {
  /** For docs/reference/dap.md. */
  readonly about: string;
  /** Whether it is handled while others are still being handled. */
  readonly isUrgent?: true;
  readonly handle: (call: RequestCall) => Promise<Answer> | Answer;
}

export type RequestHandlers = Readonly<Record<string, RequestHandler>>;
