import { loadavg } from "node:os";
import { postgresPrograms } from "../../src/testing/servers/index.ts";
import { benchBeside } from "./beside.ts";
import { benchHandOver } from "./hand-over.ts";
import { benchLosses } from "./losses.ts";
import { benchMany } from "./many.ts";
import { benchOneSlot } from "./one-slot.ts";
import type { Print } from "./print.ts";
import { benchSimulation } from "./simulate.ts";

const parts: ReadonlyMap<string, (print: Print) => Promise<void> | void> = new Map<
  string,
  (print: Print) => Promise<void> | void
>([
  ["hand-over", benchHandOver],
  ["many", benchMany],
  ["losses", benchLosses],
  ["one-slot", benchOneSlot],
  ["beside", benchBeside],
  ["simulate", benchSimulation],
]);

/** Measures runs on workers: all parts, or those that are named. */
export async function benchDistributed(names: readonly string[], print: Print): Promise<void> {
  if (postgresPrograms === undefined) return print("no PostgreSQL server is installed; see CONTRIBUTING.md");
  const unknown = names.find((name) => !parts.has(name));
  if (unknown !== undefined) return print(`no part is called "${unknown}"; there are ${[...parts.keys()].join(", ")}`);
  for (const [name, bench] of parts) {
    if (names.length > 0 && !names.includes(name)) continue;
    print(`${name} (load ${loadavg()[0]?.toFixed(1)})`);
    await bench(print);
  }
}
