import { Client } from "pg";

/** Returns the mean time of a statement that does nothing, in milliseconds. */
export async function bareRoundTrips(url: string, count = 1000): Promise<number> {
  const client = new Client(url);
  await client.connect();
  try {
    const begin = performance.now();
    for (let i = 0; i < count; i += 1) await client.query("SELECT 1");
    return (performance.now() - begin) / count;
  } finally {
    await client.end();
  }
}
