// npm run torture -- [--minutes 1] [--seed N] [--attacks N] [NAME...]: attacks the program until the time is over.
import { parseArgs } from "node:util";
import { attackOnce, describeBroken } from "./run-suite.ts";
import type { Attacker, Suite } from "./suite.ts";
import { suites } from "./suites.ts";

interface Running {
  readonly suite: Suite;
  readonly attacker: Attacker;
  /** How many were made of each kind. */
  readonly faults: Map<string, number>;
  attacks: number;
  isBroken: boolean;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string" }, seed: { type: "string" }, attacks: { type: "string" } },
});
const attacksAtMost = Number(values.attacks ?? Number.POSITIVE_INFINITY);
const minutes = Number(values.minutes ?? (values.attacks === undefined ? 1 : Number.POSITIVE_INFINITY));
const firstSeed = Number(values.seed ?? Math.trunc(Math.random() * 2 ** 31));
const end = performance.now() + minutes * 60_000;
let isStopped = false;
process.once("SIGINT", () => {
  isStopped = true;
});

const unknown = positionals.filter((name) => suites.every((suite) => suite.name !== name));
if (unknown.length > 0) {
  print(`unknown suite: ${unknown.join(", ")}; choose among ${suites.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
} else {
  await torture(suites.filter(({ name }) => positionals.length === 0 || positionals.includes(name)));
}

/** One attack of each suite in turn; a suite whose promise was broken stops, and the others go on. */
async function torture(chosen: readonly Suite[]): Promise<void> {
  print(`seed ${firstSeed}`);
  const running: Running[] = [];
  try {
    for (const suite of chosen)
      running.push({ suite, attacker: await suite.start(), faults: new Map(), attacks: 0, isBroken: false });
    for (let seed = firstSeed; seed - firstSeed < attacksAtMost && hasTime(); seed += 1) {
      const left = running.filter(({ isBroken }) => !isBroken);
      if (left.length === 0) break;
      for (const one of left) if (hasTime()) await attackNext(one, seed);
    }
  } finally {
    for (const { attacker } of running) await attacker.end();
  }
  for (const one of running) print(describeCounts(one));
  if (running.some(({ isBroken }) => isBroken)) process.exitCode = 1;
}

function describeCounts({ suite, attacks, faults, isBroken }: Running): string {
  const kinds = [...faults].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${suite.name.padEnd(24)}${String(attacks).padStart(7)} attacks${isBroken ? "  BROKEN" : ""}`,
    ...kinds.map(([fault, count]) => `  ${fault.padEnd(22)}${String(count).padStart(7)}`),
  ].join("\n");
}

async function attackNext(one: Running, seed: number): Promise<void> {
  one.attacks += 1;
  const broken = await attackOnce(one.attacker, seed, one.faults);
  if (broken === null) return;
  one.isBroken = true;
  print(describeBroken(one.suite, broken));
}

function hasTime(): boolean {
  return !isStopped && performance.now() < end;
}
