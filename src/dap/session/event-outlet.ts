import type { ClientFormat } from "../protocol/index.ts";

/** A client as events see it. */
export interface EventClient {
  readonly event: (name: string, body?: object) => void;
  readonly format: ClientFormat;
}

/** The most events that wait for a client; older ones are left out. */
const mostWaiting = 1000;

/**
 * Sends events to the client. What happens before the client has configured the session, or while there is no client,
 * waits until one has.
 */
export class EventOutlet {
  #client: EventClient | null = null;
  #isConfigured = false;
  #isHeld = false;
  #waiting: (readonly [name: string, body: object | undefined])[] = [];
  #lost = 0;

  get isConfigured(): boolean {
    return this.#isConfigured;
  }

  /** The format of the client; null if there is none. */
  get format(): ClientFormat | null {
    return this.#client?.format ?? null;
  }

  attach(client: EventClient): void {
    this.#client = client;
    this.#isConfigured = false;
  }

  detach(): void {
    this.#client = null;
    this.#isConfigured = false;
  }

  /** Sends what has waited; from here on events are sent as they happen. */
  configured(): void {
    this.#isConfigured = true;
    this.#flush();
  }

  /** Events wait until the answer to a request is sent, because clients expect them after it. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    if (this.#isConfigured) this.#flush();
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#lost > 0) this.output(`${this.#lost} earlier messages were left out\n`);
    this.#lost = 0;
    for (const [name, body] of waiting) this.send(name, body);
  }

  send(name: string, body?: object): void {
    if (this.#client !== null && this.#isConfigured && !this.#isHeld) {
      this.#client.event(name, body);
      return;
    }
    this.#waiting.push([name, body]);
    if (this.#waiting.length <= mostWaiting) return;
    this.#waiting.shift();
    this.#lost += 1;
  }

  /** Sends an event that belongs to the connection, such as `initialized`; lost without a client. */
  sendNow(name: string, body?: object): void {
    this.#client?.event(name, body);
  }

  output(output: string, details: object = {}): void {
    this.send("output", { category: "console", output, ...details });
  }
}
