import { isStarted, type StartedRunState } from "../../run/index.ts";
import { type MadeUpRun, madeUpRun } from "./recorded-run.ts";

/** Makes a run in which an artifact ends in each possible way. Unless `isOver`, one of them is still in progress. */
export function eventfulRun({ isOver }: { readonly isOver: boolean }): MadeUpRun & { readonly state: StartedRunState } {
  const run = madeUpRun(
    [
      { id: "late", inputs: ["early"], start: 2, seconds: 3 },
      { id: "early", start: 0.5, seconds: 1.5 },
      { id: "taken", start: null, ends: "reused" },
      { id: "wrong", inputs: ["taken"], start: 1, seconds: 2, ends: "failed" },
      { id: "left", inputs: ["wrong"], start: null, ends: "skipped" },
      ...(isOver ? [] : [{ id: "busy", start: 4, ends: "running" as const }]),
    ],
    isOver ? 6 : null,
    'Sample "of" all',
  );
  const { state } = run;
  if (!isStarted(state)) throw new Error("a made-up run has its first event");
  return { ...run, state };
}
