import { setTimeout as delay } from "node:timers/promises";
import type { PoolClient } from "pg";
import type { Database } from "../database.ts";

/** The channels of NOTIFY. */
export const channels = {
  /** The payload names a queue that has jobs, and may name the workers that should look first. */
  jobs: "wct_jobs",
  /** The payload is a job that must not go on. */
  withdrawn: "wct_withdrawn",
  updates: (runKey: number | ""): string => `wct_updates_${runKey}`,
} as const;

interface Heard {
  readonly heard: (channel: string, payload: string) => void;
  readonly again: () => void;
}

/**
 * Listens in a session of its own, which it opens again if it is lost. A notification may be lost with it, so `again` is
 * called then, and callers also poll.
 */
export async function listenOn(database: Database, names: readonly string[], on: Heard): Promise<Listening> {
  const listening = new Listening(database, names, on);
  await listening.open();
  return listening;
}

/** Milliseconds between two questions to the server, and for an answer: half of a worker's lease. */
const pingAtMost = 4000;

export class Listening {
  readonly #database: Database;
  readonly #names: readonly string[];
  readonly #on: Heard;
  #isOpen = true;
  #isPaused = false;
  #current: PoolClient | null = null;
  #pinging: NodeJS.Timeout | undefined;

  constructor(database: Database, names: readonly string[], on: Heard) {
    this.#database = database;
    this.#names = names;
    this.#on = on;
  }

  async open(): Promise<void> {
    const wasPaused = this.#isPaused;
    const client = await this.#database.hold(wasPaused ? [] : this.#statements());
    if (!this.#isOpen) return client.release(true);
    client.on("notification", ({ channel, payload = "" }) => this.#on.heard(channel, payload));
    client.once("end", () => this.#lost(client));
    client.once("error", () => this.#lost(client));
    this.#current = client;
    this.#ping(client);
    // It went on while the session was being opened.
    if (wasPaused && !this.#isPaused) await this.#listen();
  }

  /** The server wakes the sessions of all that listen, whatever they listen to. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#current?.query("UNLISTEN *").catch(() => undefined);
  }

  /** Returns whether it was paused: then notifications may have been missed. */
  async resume(): Promise<boolean> {
    if (!this.#isPaused) return false;
    this.#isPaused = false;
    await this.#listen();
    return true;
  }

  /** A session that is lost meanwhile is opened again. */
  async #listen(): Promise<void> {
    await this.#current?.query(this.#statements().join("; ")).catch(() => undefined);
  }

  close(): void {
    this.#isOpen = false;
    clearInterval(this.#pinging);
    const client = this.#current;
    this.#current = null;
    // A session that has listened must not be used for anything else.
    client?.release(true);
  }

  #statements(): readonly string[] {
    return this.#names.map((name) => `LISTEN ${name}`);
  }

  /** A session that only listens would never notice that its connection has gone silent. */
  #ping(client: PoolClient): void {
    let isAnswered = true;
    const look = (): void => {
      if (!isAnswered) {
        client.connection.stream.destroy();
        this.#lost(client);
        return;
      }
      isAnswered = false;
      client.query("SELECT 1").then(
        () => {
          isAnswered = true;
        },
        () => undefined,
      );
    };
    // After a pause of this process, an answer that has come is read before it is missed.
    this.#pinging = setInterval(() => setImmediate(look), Math.min(pingAtMost, this.#database.silence)).unref();
  }

  #lost(client: PoolClient): void {
    if (this.#current !== client) return;
    this.#current = null;
    clearInterval(this.#pinging);
    client.release(true);
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    while (this.#isOpen && this.#current === null) {
      await delay(200, undefined, { ref: false });
      await this.open().catch(() => undefined);
    }
    if (this.#isOpen) this.#on.again();
  }
}
