import type { ShapeOf } from "../../shape/index.ts";
import { answer, count, list, object, oneOf, runId, text, time } from "./common.ts";

const worker = object(
  {
    id: text("Its id: a UUID, new with each start."),
    state: oneOf(
      ["alive", "left", "lost"],
      "left: it was stopped; lost: it was not heard of, and its jobs went to others.",
    ),
    host: text("Name of its machine."),
    process: count("Id of its process."),
    slots: count("How many artifacts it makes at once."),
    wct: text("Its version of wct."),
    node: text("Its version of Node.js."),
    labels: list(text(), "In order."),
    startedAt: time("When it registered, on the database's clock."),
    seenAt: time("When it was heard of last, on the database's clock."),
    makes: list(
      object({ run: runId("The run."), artifact: text("The artifact's id.") }, "One artifact."),
      "What it has taken, in that order; may be more than its slots, as short ones are taken ahead.",
    ),
  },
  "One worker.",
);

export const workerList = answer("WorkerList", {
  workers: list(worker, "Workers that are there; with --all, those of the last day. By host and start."),
});
export type WorkerListShape = ShapeOf<typeof workerList>;
