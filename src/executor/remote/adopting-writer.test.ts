import { expect, test } from "vitest";
import type { LostWork, RemoteWork, RunEvent, RunId } from "../../domain/index.ts";
import { createDiscardingWriter } from "../../testing/discarding-writer.ts";
import { artifactProduced, numberEvents, runStarted, someDigest } from "../../testing/sample-events.ts";
import { idAt } from "../../testing/sample-plan.ts";
import { adoptingWriter } from "./adopting-writer.ts";

const run = "run_20260101_000000" as RunId;
const elapsed = 5_000_000;
const place = { host: "alpha", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01", thread: 0 };
const remote: RemoteWork = { ...place, began: 400, ended: 900 };
const lost: LostWork = { ...place, reason: "lost", began: null, ended: 300, progress: null, cost: [] };

test("all times of an attempt are on the clock of the run that was taken over", async () => {
  const [started, ...made] = numberEvents(run)(
    runStarted(),
    ...artifactProduced(idAt(0), { digest: someDigest, bytes: 1, elements: null }),
  );
  const written: RunEvent[] = [];
  const writer = adoptingWriter(
    { ...createDiscardingWriter(run), append: (frame) => void written.push(...frame.events) },
    { events: started === undefined ? [] : [started], elapsed },
  );
  const events = made.map((event) =>
    event.type === "artifact.attempted" ? { ...event, remote, lost: [lost] } : event,
  );
  await writer.append({ events, objects: [] });
  expect(written.find(({ type }) => type === "artifact.attempted")).toMatchObject({
    ended: elapsed + 1000,
    remote: { began: elapsed + 400, ended: elapsed + 900 },
    lost: [{ began: null, ended: elapsed + 300 }],
  });
});
