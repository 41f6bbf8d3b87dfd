// npm run fuzz -- [--minutes 1] [--seed N] [--target NAME]: looks for inputs that break a promise, and keeps those it finds.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeBroken, nameOf, runTarget } from "./run-target.ts";
import { targets } from "./targets.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" }, target: { type: "string" } },
});
const minutes = Number(values.minutes ?? 1);
const first = Number(values.seed ?? Math.trunc(Math.random() * 2 ** 31));
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
const inputsAtOnce = 500;

print(`seed ${first}; repeat with: npm run fuzz -- --minutes ${minutes} --seed ${first}`);
const end = Date.now() + minutes * 60_000;
const tried = new Map<string, number>();
let found = 0;
for (let seed = first; Date.now() < end && found === 0; seed += 1) {
  for (const target of chosen) {
    const { inputs, broken } = await runTarget(target, { seed, runs: inputsAtOnce, milliseconds: 20_000 });
    tried.set(target.name, (tried.get(target.name) ?? 0) + inputs);
    if (broken === null) continue;
    found += 1;
    const folder = join(import.meta.dirname, "found", target.name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, nameOf(broken.input)), broken.input);
    print(`seed ${seed}: ${describeBroken(target, broken)}\nkept as found/${target.name}/${nameOf(broken.input)}`);
  }
}
for (const [name, inputs] of tried) print(`${name.padEnd(20)}${String(inputs).padStart(9)} inputs`);
process.exitCode = found === 0 ? 0 : 1;
