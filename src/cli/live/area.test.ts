import { expect, test } from "vitest";
import type { Device } from "../io.ts";
import { safeSink } from "../safe-output.ts";
import { createArea } from "./area.ts";

test("an area is erased from its second column on, since tmux would keep a screen that is erased from the first", async () => {
  const written: string[] = [];
  const device: Device = {
    ...{ isTerminal: true, columns: 60, rows: 24, onResize: () => () => undefined },
    write: async (text) => void written.push(String(text)),
  };
  const area = createArea(safeSink(device));
  await area.draw([], ["one", "two"]);
  await area.draw(["above"], ["one"]);
  await area.draw([], []);
  const erasures = written.join("").split("\u001b[J").slice(0, -1);
  expect(erasures).toHaveLength(4);
  for (const before of erasures) expect(before.endsWith("\u001b[K\u001b[C")).toBe(true);
});
