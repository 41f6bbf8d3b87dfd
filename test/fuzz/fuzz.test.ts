import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeBroken, nameOf, runTarget } from "./run-target.ts";
import { targets } from "./targets.ts";

// The same inputs every time; `npm run fuzz` looks for new ones.
const seed = 20_260_101;

describe.each(targets)("$name", (target) => {
  test("keeps its promises for inputs made at random", async () => {
    const { inputs, broken } = await runTarget(target, { seed, runs: target.runs });
    if (broken !== null) expect.fail(describeBroken(target, broken));
    expect(inputs).toBe(target.runs);
  });

  test("keeps its promises for inputs that broke them once", async () => {
    const folder = join(import.meta.dirname, "found", target.name);
    for (const file of existsSync(folder) ? readdirSync(folder) : []) {
      const input = readFileSync(join(folder, file));
      expect(file).toBe(nameOf(input));
      await target.check(input);
    }
  });
});
