import type { Readable } from "node:stream";

/** How much a client may leave unread before its requests wait, and before it counts as gone; in bytes. */
const mostUnread = 4 * 1024 * 1024;
const mostBeforeGone = 64 * 1024 * 1024;

/** Reads no more from a client that does not read what it is sent, so that nothing grows without bound. */
export class UnreadLimit {
  readonly #input: Pick<Readable, "pause" | "resume">;
  readonly #gone: () => void;
  #isPaused = false;

  /** `gone`: the client reads nothing, while a run goes on telling. */
  constructor(input: Pick<Readable, "pause" | "resume">, gone: () => void) {
    this.#input = input;
    this.#gone = gone;
  }

  /** Must be told after each change how many bytes the client has not read. */
  update(unread: number): void {
    if (unread > mostBeforeGone) this.#gone();
    const isPaused = unread > mostUnread;
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#input.pause();
    else this.#input.resume();
  }
}
