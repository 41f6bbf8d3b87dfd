import type { ChildProcess } from "node:child_process";
import { pause } from "../../support/faults.ts";
import { Farm, goesOn, onFarm, proxyOf } from "../remote/farm.ts";
import { faults } from "../remote/runbook.ts";
import type { Attempt, Suite } from "../suite.ts";

/** Workers are killed, stopped for a while, or cut off from the server by a proxy that goes silent. */
export const remoteWorkers: Suite = {
  name: "remote-workers",
  promise: "a run on workers that die, pause or lose the network is recorded as if nothing had happened",
  attacks: 1,
  async start() {
    const farm = await Farm.start();
    return {
      attack: (attempt) => onFarm(farm, (hire) => disturb(farm, hire, attempt)),
      end: () => farm[Symbol.asyncDispose](),
    };
  },
};

/** Milliseconds: shorter than a lease, longer than one, and longer than one and what the server waits for. */
const pauses = [300, 2500, 6000] as const;

async function disturb(farm: Farm, hire: () => Promise<ChildProcess>, { random, note, count }: Attempt): Promise<void> {
  await using proxy = await proxyOf(farm);
  const through = farm.server.url.replace(`:${farm.server.port}/`, `:${proxy.port}/`);
  await farm.hire(through);
  const run = await farm.begin();
  const stopped = new Set<ChildProcess>();
  const later: Promise<unknown>[] = [];
  const goOn = (child: ChildProcess): void => {
    stopped.delete(child);
    child.kill("SIGCONT");
  };
  for (let i = 0; i < faults && (await goesOn(run, random, 1500)); i++) {
    const awake = farm.workers.filter((child) => !stopped.has(child));
    const victim = random.pick(awake.length > 1 ? awake : await Promise.all([hire()]));
    const what = random.fraction();
    if (what < 0.55) {
      note(`killed worker ${victim.pid}`);
      count("worker killed");
      victim.kill("SIGKILL");
      later.push(hire());
    } else if (what < 0.9) {
      const ms = random.pick(pauses);
      note(`stopped worker ${victim.pid} for ${ms} ms`);
      count("worker stopped");
      victim.kill("SIGSTOP");
      stopped.add(victim);
      later.push(pause(ms).then(() => goOn(victim)));
    } else {
      const which = random.pick(["open", "all"] as const);
      note(`the proxy lost what was sent on connections: ${which}`);
      count("network lost");
      proxy.silence(which);
      later.push(pause(random.integer(500, 12_000)).then(() => proxy.speak()));
    }
  }
  const { code, stderr } = await run.ended;
  await Promise.all(later);
  if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}`);
}
