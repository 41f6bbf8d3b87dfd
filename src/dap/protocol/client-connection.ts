import { Event, DebugSession as ProtocolBase, Response } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { frameOf } from "./frames.ts";
import { RequestArguments } from "./request-arguments.ts";

/** One request of a client. */
export interface ClientRequest {
  readonly seq: number;
  readonly command: string;
  readonly args: RequestArguments;
}

interface ConnectionHooks {
  /** Writes to the client. */
  readonly write: (frame: string) => void;
  readonly request: (request: ClientRequest) => void;
}

/** The messages of one client: numbers what is sent, and hands on what arrives. */
export class ClientConnection extends ProtocolBase {
  readonly #hooks: ConnectionHooks;

  constructor(hooks: ConnectionHooks) {
    super();
    this.#hooks = hooks;
    this.onDidSendMessage((message) => hooks.write(frameOf(message)));
  }

  /** The base class would end the process. */
  override shutdown(): void {
    // The server decides when it ends.
  }

  /** Handles a message of the client. Returns why it is no message; null: it is one. */
  receive(value: unknown): string | null {
    const message: Partial<DebugProtocol.Request> = typeof value === "object" && value !== null ? value : {};
    if (message.type === "response" || message.type === "event") return null;
    if (message.type !== "request") return 'a message whose type is not "request"';
    if (typeof message.command !== "string") return "a request without a command";
    if (typeof message.seq !== "number") return `a request "${message.command.slice(0, 40)}" without a number`;
    this.handleMessage(message as DebugProtocol.Request);
    return null;
  }

  event(name: string, body?: object): void {
    this.sendEvent(new Event(name, body));
  }

  answer(request: Pick<ClientRequest, "seq" | "command">, body: object | undefined): void {
    const response: DebugProtocol.Response = new Response(requestOf(request));
    if (body !== undefined) response.body = body;
    this.sendResponse(response);
  }

  /** Refuses a request with sentences that the client shows to its user. */
  refuse(request: Pick<ClientRequest, "seq" | "command">, message: string): void {
    const response: DebugProtocol.Response = new Response(requestOf(request), message);
    // Clients replace {names} in the format by variables.
    response.body = { error: { id: 1, format: "{text}", variables: { text: message }, showUser: true } };
    this.sendResponse(response);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    const { seq, command } = request;
    this.#hooks.request({ seq, command, args: new RequestArguments(command, request.arguments) });
  }
}

const requestOf = ({ seq, command }: Pick<ClientRequest, "seq" | "command">): DebugProtocol.Request => ({
  seq,
  type: "request",
  command,
});
