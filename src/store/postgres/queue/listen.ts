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

/**
 * Listens in a session of its own, which it opens again if it is lost. A notification may be lost with it, so `again` is
 * called then, and callers also poll.
 */
export async function listenOn(
  database: Database,
  names: readonly string[],
  on: { readonly heard: (channel: string, payload: string) => void; readonly again: () => void },
): Promise<() => Promise<void>> {
  let isOpen = true;
  let current: PoolClient | null = null;
  const open = async (): Promise<void> => {
    const client = await database.hold();
    if (!isOpen) return client.release();
    current = client;
    client.on("notification", ({ channel, payload = "" }) => on.heard(channel, payload));
    client.once("end", () => void lost(client));
    client.once("error", () => void lost(client));
    for (const name of names) await client.query(`LISTEN ${name}`);
  };
  const lost = async (client: PoolClient): Promise<void> => {
    if (current !== client) return;
    current = null;
    client.release(true);
    while (isOpen && current === null) {
      await delay(200, undefined, { ref: false });
      await open().catch(() => undefined);
    }
    if (isOpen) on.again();
  };
  await open();
  return async () => {
    isOpen = false;
    const client = current;
    current = null;
    // A session that has listened must not be used for anything else.
    client?.release(true);
  };
}
