import { expect, test } from "vitest";
import { closingSink } from "../../../test/support/cli.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { safeSink } from "../safe-output.ts";
import { createHashProgress, createQueryProgress } from "./progress.ts";

/** Returns what is written to stderr while elements pass, with some seconds between batches. */
async function printed(batches: number, { isTerminal = true, quiet = false, every = 1 } = {}): Promise<string> {
  const clock = createVirtualClock();
  let text = "";
  const write = async (more: string | Uint8Array): Promise<void> => {
    text += String(more);
  };
  const stderr = safeSink({ isTerminal, columns: 80, rows: 24, onResize: () => () => undefined, write });
  const progress = createQueryProgress({ stderr }, { total: batches * 1000, quiet, clock });
  async function* items() {
    for (let i = 1; i <= batches; i++) {
      clock.after(every * 1000, () => undefined);
      clock.next();
      progress.passed(i * 1000);
    }
    yield "found";
  }
  for await (const item of progress.until(items())) text += item;
  return text;
}

test("says nothing for two seconds, then how far it came, and leaves nothing behind", async () => {
  const text = await printed(4);
  expect(text).not.toContain("1,000 of 4,000");
  expect(text).toContain("searched 2,000 of 4,000 elements, 50%");
  expect(text).toMatch(/elements, 100%\r +\rfound$/);
});

test("what is quick is done without a word", async () => {
  expect(await printed(10, { every: 0.1 })).toBe("found");
});

test.each([{ isTerminal: false }, { quiet: true }])("says nothing with %j", async (options) => {
  expect(await printed(9, options)).toBe("found");
});

test("how far it came is said after two seconds: drawn anew on a terminal, once elsewhere", async () => {
  let now = 0;
  const clock = { now: () => new Date(0), monotonic: () => now, after: () => () => undefined };
  const said = async (isTerminal: boolean): Promise<string> => {
    const { sink, text } = closingSink(99);
    const stderr = safeSink({ ...sink, isTerminal, columns: 80 });
    now = 0;
    const { passed, end } = createHashProgress(
      { cwd: "/data", stderr },
      { path: "/data/data.db", quiet: false, clock },
    );
    for (const second of [1, 2, 3]) {
      now = second * 1e9;
      passed(second * 10e9, 100e9);
    }
    await end();
    return text();
  };
  expect(await said(false)).toBe("reading data.db, 100.0 GB\n");
  expect(await said(true)).toMatch(/^\rreading data\.db, 100\.0 GB: 20%\rreading data\.db, 100\.0 GB: 30%\r +\r$/);
});
