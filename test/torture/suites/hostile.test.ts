import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProject } from "../../support/project.ts";
import type { Attack } from "../hostile/attack.ts";
import { attacks } from "../hostile/attacks.ts";
import { type BundledPlugin, bundledPlugin } from "../hostile/bundled.ts";
import { testSuite } from "../suite-test.ts";
import { attackWith, contentNamedBy, hostile, type Isolation } from "./hostile.ts";

let plugin: BundledPlugin;
beforeAll(async () => {
  plugin = await bundledPlugin();
});
afterAll(() => plugin.remove());

// Some components only wait to be ended, so that a second test runs meanwhile (`maxConcurrency`).
const concurrent = { concurrent: true, timeout: 300_000 };
const together = 16;

async function expectHeld(isolation: Isolation, chosen: readonly Attack[], workers = 4): Promise<void> {
  const notes: string[] = [];
  using project = makeProject("wct-torture-");
  try {
    await attackWith(project, {
      plugin: plugin.file,
      isolation,
      chosen,
      workers,
      note: (text) => void notes.push(text),
    });
  } catch (error) {
    expect.fail(`${notes.join("\n")}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

test.each(attacks.filter(({ reachesItsPlugin, ends }) => reachesItsPlugin && ends !== "either"))(
  "$type, alone, $ends",
  concurrent,
  async (one) => {
    await expectHeld("thread", [one]);
  },
);

test("a process that hears of no job any more is replaced, and the job done in the next one", concurrent, async () => {
  const chosen = attacks.filter(({ type }) => type === "patches_events" || type === "sets_the_exit_code");
  expect(chosen).toHaveLength(2);
  await expectHeld("process", chosen, 1);
});

for (const isolation of ["thread", "process"] as const satisfies readonly Isolation[]) {
  const all = contentNamedBy(isolation);
  for (let from = 0; from < all.length; from += together) {
    const chosen = all.slice(from, from + together);
    const names = `${chosen[0]?.type} to ${chosen.at(-1)?.type}`;
    test(`isolation: ${isolation}: ${names} spoil their own artifacts only`, concurrent, async () => {
      await expectHeld(isolation, chosen);
    });
  }
}

testSuite(hostile, { timeout: 600_000 });
