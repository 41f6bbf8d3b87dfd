import { median, type Print, quantile } from "./print.ts";
import { costsText, links, runRemotely } from "./remote-run.ts";
import { openRig } from "./rig.ts";
import { bareRoundTrips } from "./round-trips.ts";
import { chainRunbook } from "./runbooks.ts";

const [length, rounds] = [300, 3];

/**
 * From the end of an artifact to the end of the one that needs it, both on workers. Beside it: the time of a bare
 * statement, which shows what the machine gives at the moment.
 */
export async function benchHandOver(print: Print): Promise<void> {
  for (const workers of [1, 4]) {
    await using rig = await openRig();
    await using fleet = await rig.startWorkers(workers, 1);
    const each: { readonly p50: number; readonly p95: number; readonly text: string }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const bare = await bareRoundTrips(rig.server.url);
      const { events, costs } = await runRemotely(rig, fleet, chainRunbook(length));
      const times = links(events);
      const [p50, p95] = [median(times), quantile(times, 0.95)];
      const text = `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; a bare statement ${bare.toFixed(2)} ms (mean); ${costsText(costs, length)}`;
      // The first round compiles the program's code.
      if (round > 0) each.push({ p50, p95, text });
    }
    print(
      `a chain of ${length}, ${workers} worker(s) of one slot: p50 ${median(each.map(({ p50 }) => p50)).toFixed(1)} ms`,
    );
    for (const { text } of each) print(`  ${text}`);
  }
}
