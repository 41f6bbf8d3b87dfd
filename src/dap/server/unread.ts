import type { Readable } from "node:stream";

/** Bytes that a client may leave unread before its requests wait, and before it counts as disconnected. */
const mostUnread = 4 * 1024 * 1024;
const mostBeforeStalled = 64 * 1024 * 1024;

/** Reads no more from a client that does not read what it is sent, so that nothing grows without bound. */
export class UnreadLimit {
  readonly #input: Pick<Readable, "pause" | "resume">;
  readonly #onStalled: () => void;
  #isPaused = false;

  /** `onStalled`: the client reads nothing, while a run goes on sending. */
  constructor(input: Pick<Readable, "pause" | "resume">, onStalled: () => void) {
    this.#input = input;
    this.#onStalled = onStalled;
  }

  /** Must be called after each change, with the number of bytes that the client has not read. */
  update(unread: number): void {
    if (unread > mostBeforeStalled) this.#onStalled();
    const isPaused = unread > mostUnread;
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#input.pause();
    else this.#input.resume();
  }
}
