import { once } from "node:events";
import { pause } from "../../support/faults.ts";
import { Farm, goesOn, onFarm, type Started } from "../remote/farm.ts";
import { faults } from "../remote/runbook.ts";
import type { Attempt, Suite } from "../suite.ts";

/** Coordinators are killed or stopped; one or two others adopt their runs, or a new run resumes them. */
export const remoteCoordinators: Suite = {
  name: "remote-coordinators",
  promise: "a run whose coordinators die or pause is taken over by one other at a time, and recorded once",
  attacks: 1,
  async start() {
    const farm = await Farm.start();
    return {
      attack: (attempt) => onFarm(farm, () => disturb(farm, attempt)),
      end: () => farm[Symbol.asyncDispose](),
    };
  },
};

const moves = ["adopt", "adopt", "adopt two", "pause", "resume", "stand by"] as const;

async function disturb(farm: Farm, attempt: Attempt): Promise<void> {
  let current = await farm.begin();
  for (let i = 0; i < faults && (await goesOn(current, attempt.random, 3000)); i++) {
    current = await replaced(farm, current, attempt);
  }
  const { code, stderr } = await current.ended;
  if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}`);
}

/** Ends a coordinator; returns the one that continues the run. */
async function replaced(farm: Farm, current: Started, { random, note, count }: Attempt): Promise<Started> {
  const move = random.pick(moves);
  count(move === "pause" ? "coordinator stopped" : "coordinator killed");
  current.child.kill(move === "pause" ? "SIGSTOP" : "SIGKILL");
  if (move !== "pause") noteSaid((await current.ended).stderr, note);
  const run = await farm.latest();
  const isBegun = run !== null && (await isOpen(farm, run));
  note(`${new Date().toISOString()} ${isBegun ? run : "no run"}: ${move}`);
  if (!isBegun) {
    current.child.kill("SIGKILL");
    await current.ended;
    return farm.run();
  }
  const adopt = (): Started => farm.start(["run", "--adopt", run, "-q"]);
  if (move !== "stand by") await endLease(farm, run);
  switch (move) {
    case "adopt":
      return adopt();
    case "resume":
      return farm.start(["run", "--remote=all", "--resume", run, "-q"]);
    case "adopt two":
      return await oneOf([adopt(), adopt()], note);
    case "pause": {
      const next = adopt();
      await pause(random.integer(0, 4000));
      current.child.kill("SIGCONT");
      return await oneOf([current, next], note);
    }
    case "stand by":
      return await standBy(farm, run);
  }
}

/** Notes why a coordinator ended, or was about to. */
function noteSaid(stderr: string, note: Attempt["note"]): void {
  if (stderr !== "") note(`a coordinator said: ${stderr}`);
}

const isOpen = async ({ server }: Farm, run: string): Promise<boolean> =>
  (await server.run(`SELECT 1 FROM wct.runs WHERE id = '${run}' AND outcome IS NULL`)).length === 1;

/** As if nothing had been heard of the coordinator for 15 s. */
const endLease = ({ server }: Farm, run: string) =>
  server.run(`UPDATE wct.runs SET lease_until = clock_timestamp() WHERE id = '${run}'`);

/** Two coordinators for one run: the first that ends must have been refused, unless the run is finished. */
async function oneOf([a, b]: readonly [Started, Started], note: Attempt["note"]): Promise<Started> {
  const first = await Promise.race([a, b].map(async (one) => ({ one, ...(await one.ended) })));
  const other = first.one === a ? b : a;
  noteSaid(first.stderr, note);
  if (first.code === 3) return other;
  if (first.code !== 0) throw new Error(`a coordinator ended with ${first.code}: ${first.stderr}`);
  const { code, stderr } = await other.ended;
  if (code !== 3 && code !== 0) throw new Error(`the other coordinator ended with ${code}: ${stderr}`);
  return first.one;
}

/** Milliseconds in which a run that is abandoned must end. */
const standByAtMost = 240_000;

/** Two standby coordinators wait until the lease ends by itself; one of them finishes the run. */
async function standBy(farm: Farm, run: string): Promise<Started> {
  const both = [farm.start(["coordinator"]), farm.start(["coordinator"])];
  for (const start = performance.now(); await isOpen(farm, run); await pause(100)) {
    const ended = both.find(({ child }) => child.exitCode !== null);
    if (ended !== undefined) throw new Error(`a standby coordinator ended: ${(await ended.ended).stderr}`);
    if (performance.now() - start > standByAtMost) throw new Error(await whatTheySay(both));
  }
  for (const { child } of both) child.kill("SIGTERM");
  const [first] = both;
  if (first === undefined) throw new Error("both were started");
  await Promise.all(both.map(({ child }) => (child.exitCode === null ? once(child, "exit") : null)));
  return first;
}

async function whatTheySay(standing: readonly Started[]): Promise<string> {
  for (const { child } of standing) child.kill("SIGTERM");
  const said = await Promise.all(standing.map(async ({ ended }) => (await ended).stderr));
  return `no standby coordinator has finished the run:\n${said.join("\n")}`;
}
