import { afterEach, beforeEach, expect, test } from "vitest";
import { openLibraryProject } from "../testing/library-project.ts";
import type { Wct } from "./index.ts";

let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ wct, close } = await openLibraryProject());
});
afterEach(async () => await close());

const broken = (): never => {
  throw new Error("the screen is gone");
};
const breakpoints = [{ pattern: "*", side: "after", logMessage: "made" }] as const;
const options = { onEvent: broken, onLog: broken, breakpoints, stopOnEntry: false };

test("a listener that throws is not called again, a note says so, and the session goes on", async () => {
  await using run = await wct.debug("runbook.yaml", options);
  expect((await run.session.stopped()).reason.kind).toBe("end");
  expect((await run.result)?.outcome).toBe("completed");
  const note = "A listener of this session threw and is not called any more: the screen is gone";
  expect(run.notes).toEqual([note, note]);
  await using recorded = await wct.runs.debug("latest", options);
  expect((await recorded.session.move({ kind: "continue" })).reason.kind).toBe("end");
  expect(recorded.notes).toEqual([note, note]);
});
