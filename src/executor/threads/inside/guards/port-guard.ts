import { MessagePort } from "node:worker_threads";

/**
 * Keeps `MessagePort.prototype.postMessage` as it is: whatever a component assigns to it has no effect. Node itself
 * sends messages through it when a thread starts another thread or ends, and an altered message is an exception in the
 * main thread, which would end the process.
 */
export function guardPorts(): void {
  const { postMessage } = MessagePort.prototype;
  Object.defineProperty(MessagePort.prototype, "postMessage", {
    get: () => postMessage,
    set: () => undefined,
    configurable: false,
    enumerable: true,
  });
}
