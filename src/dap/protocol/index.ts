/*
 * The protocol's messages: bytes to requests, answers and events to bytes.
 *
 * Start at client-connection.ts, which numbers and sends; frames.ts survives what is no message.
 * Must not know: sessions, runs, and what a request means.
 */

export { ClientConnection, type ClientRequest } from "./client-connection.ts";
export { type ClientFormat, clientFormat } from "./client-format.ts";
export { failureText } from "./failure-text.ts";
export { frameOf, type Incoming, MessageSplitter, mostMessageBytes } from "./frames.ts";
export { RequestArguments } from "./request-arguments.ts";
