import { expect, test } from "vitest";
import type { Device } from "../../../io.ts";
import { safeSink } from "../../../safe-output.ts";
import { printValue } from "./print-value.ts";

const wide = "x".repeat(200);
const many = Array.from({ length: 100 }, (_, index) => index);

async function printed(value: unknown, isTerminal: boolean): Promise<readonly string[]> {
  let text = "";
  const device: Device = {
    ...{ isTerminal, columns: 40, rows: 24, onResize: () => () => undefined },
    write: async (one) => {
      text += String(one);
    },
  };
  await printValue(safeSink(device), value);
  return text.trimEnd().split("\n");
}

test("a pipe gets the whole value", async () => {
  expect(await printed({ wide }, false)).toEqual(["{", `  "wide": "${wide}"`, "}"]);
  expect(await printed(many, false)).toHaveLength(102);
});

test("a terminal gets the first lines, cut to its width, and the number of others", async () => {
  expect((await printed({ wide }, true))[1]).toBe(`  "wide": "${"x".repeat(28)}…`);
  const lines = await printed(many, true);
  expect(lines).toHaveLength(61);
  expect(lines.at(-1)).toBe("42 lines not shown; print a part of the value");
});

test("a terminal gets a single value in full, and 64-bit integers as they are", async () => {
  expect(await printed(wide, true)).toEqual([`"${wide}"`]);
  expect(await printed([1n, 2n ** 60n], true)).toEqual(["[", "  1,", '  "1152921504606846976"', "]"]);
});
