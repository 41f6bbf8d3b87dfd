import { pause } from "../../support/faults.ts";
import { Farm, goesOn, onFarm } from "../remote/farm.ts";
import { faults } from "../remote/runbook.ts";
import type { Attempt, Suite } from "../suite.ts";

/** The server is stopped or killed and started again, and jobs are submitted that were submitted before. */
export const remoteServers: Suite = {
  name: "remote-servers",
  promise: "a run on workers outlives restarts of the server and jobs that are submitted twice",
  attacks: 1,
  async start() {
    const farm = await Farm.start();
    return {
      attack: (attempt) => onFarm(farm, () => disturb(farm, attempt)),
      end: () => farm[Symbol.asyncDispose](),
    };
  },
};

/** Restarts during one run; each may last as long as programs wait for a server. */
const restarts = Math.min(3, faults);

async function disturb(farm: Farm, { random, note, count }: Attempt): Promise<void> {
  const run = await farm.begin();
  for (let i = 0; i < restarts && (await goesOn(run, random, 2500)); i++) {
    if (random.chance(0.5)) note(`submitted ${await submitAgain(farm)} jobs again`);
    const how = random.pick(["fast", "killed"] as const);
    const ms = random.pick([0, 0, 1000, 6000]);
    note(`the server was stopped (${how}) for ${ms} ms`);
    count(how === "fast" ? "server stopped" : "server killed");
    await farm.server.stop(how);
    await pause(ms);
    await farm.server.start();
  }
  const { code, stderr } = await run.ended;
  if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}`);
}

/** Jobs that were taken are there a second time, as new. */
async function submitAgain({ server }: Farm): Promise<number> {
  const rows = await server.run(
    `WITH taken AS (SELECT name, id, priority, data FROM wct_jobs.job WHERE state <> 'created'),
       gone AS (DELETE FROM wct_jobs.job WHERE id IN (SELECT id FROM taken))
     SELECT name, id::text, priority, data::text FROM taken`,
  );
  for (const [name, id, priority, data] of rows) {
    await server.run(
      `INSERT INTO wct_jobs.job (name, id, priority, data, retry_limit) VALUES ('${name}', '${id}', ${priority}, '${String(data).replaceAll("'", "''")}', 3) ON CONFLICT DO NOTHING`,
    );
  }
  return rows.length;
}
