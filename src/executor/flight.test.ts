import { expect, test } from "vitest";
import type { EventBody } from "../domain/index.ts";
import { sampleFailure } from "../testing/runs/virtual-run.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { attemptEvent } from "./facts.ts";
import { createFlight, type FlightLog, reportOf } from "./flight.ts";

const ms = (milliseconds: number): number => milliseconds * 1e6;

test("an attempt that began again on another machine does not end before that, whichever machine ended it", () => {
  const [artifact] = samplePlan([[]]).artifacts;
  if (artifact === undefined) throw new Error("the plan has an artifact");
  const flight = createFlight({ index: 0, artifact, attempt: 1, releasedBy: { kind: "start" }, inputs: [] });
  flight.stage = "submitted";
  let now = ms(100);
  const events: EventBody[] = [];
  const log: FlightLog = {
    clock: createVirtualClock(),
    record: (body) => {
      events.push(body);
      return now;
    },
    spend: () => undefined,
    elapsed: () => now,
  };
  const report = reportOf(flight, log);
  const place = { worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01", hasWaited: false };
  report.started(0, null, { ...place, host: "alpha", age: 0 });
  now = ms(3000);
  report.noted("warn", "it began again on host beta", { ...place, host: "beta", age: ms(10) });
  now = ms(3100);
  const attempt = { outcome: "failed", failure: sampleFailure, object: null, ended: ms(150) } as const;
  expect(attemptEvent(flight, attempt, (reading = now) => reading)).toMatchObject({ ended: ms(2990) });
  expect(events).toMatchObject([{ type: "artifact.started" }, { type: "artifact.noted", remote: { began: ms(2990) } }]);
});
