import { expect, test } from "vitest";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { createReading } from "./reading.ts";

/** What is written to stderr while elements pass, each batch some seconds after the one before. */
async function told(batches: number, { isTerminal = true, quiet = false, every = 1 } = {}): Promise<string> {
  const clock = createVirtualClock();
  let text = "";
  const write = async (more: string | Uint8Array): Promise<void> => {
    text += String(more);
  };
  const stderr = { isTerminal, columns: 80, rows: 24, onResize: () => () => undefined, write };
  const reading = createReading({ stderr }, { total: batches * 1000, quiet, clock });
  async function* items() {
    for (let i = 1; i <= batches; i++) {
      clock.after(every * 1000, () => undefined);
      clock.next();
      reading.passed(i * 1000);
    }
    yield "found";
  }
  for await (const item of reading.until(items())) text += item;
  return text;
}

test("says nothing for two seconds, then how far it came, and leaves nothing behind", async () => {
  const text = await told(4);
  expect(text).not.toContain("1,000 of 4,000");
  expect(text).toContain("looked at 2,000 of 4,000 elements, 50%");
  expect(text).toMatch(/elements, 100%\r +\rfound$/);
});

test("what is quick is done without a word", async () => {
  expect(await told(10, { every: 0.1 })).toBe("found");
});

test.each([{ isTerminal: false }, { quiet: true }])("says nothing with %j", async (options) => {
  expect(await told(9, options)).toBe("found");
});
