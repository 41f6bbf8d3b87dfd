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
export async function listenOn(database: Database, names: readonly string[], on: Heard): Promise<() => Promise<void>> {
  const listening = new Listening(database, names, on);
  await listening.open();
  return async () => listening.close();
}

/** Milliseconds between two questions to the server, and for an answer: half of a worker's lease. */
const pingAtMost = 4000;

class Listening {
  readonly #database: Database;
  readonly #names: readonly string[];
  readonly #on: Heard;
  #isOpen = true;
  #current: PoolClient | null = null;
  #pinging: NodeJS.Timeout | undefined;

  constructor(database: Database, names: readonly string[], on: Heard) {
    this.#database = database;
    this.#names = names;
    this.#on = on;
  }

  async open(): Promise<void> {
    const client = await this.#database.hold();
    client.on("notification", ({ channel, payload = "" }) => this.#on.heard(channel, payload));
    client.once("end", () => this.#lost(client));
    client.once("error", () => this.#lost(client));
    try {
      for (const name of this.#names) await client.query(`LISTEN ${name}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    if (!this.#isOpen) return client.release(true);
    this.#current = client;
    this.#ping(client);
  }

  close(): void {
    this.#isOpen = false;
    clearInterval(this.#pinging);
    const client = this.#current;
    this.#current = null;
    // A session that has listened must not be used for anything else.
    client?.release(true);
  }

  /** A session that only listens would never notice that its connection has gone silent. */
  #ping(client: PoolClient): void {
    let isAnswered = true;
    const look = (): void => {
      if (!isAnswered) return void client.connection.stream.destroy();
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
