import { expect, test } from "vitest";
import type { ClaimedJob, CompletedJob, JobTaking } from "../../domain/index.ts";
import { Completing } from "./completing.ts";

const completed = (id: string): CompletedJob => ({ id, claim: 0, outcome: { outcome: "lost", text: "" }, inline: [] });
const next: ClaimedJob = { id: "next", claim: 0, order: null };

function completingOf(take: () => Promise<readonly ClaimedJob[]>, room: (ending: number) => number) {
  const said: unknown[] = [];
  const jobQueue = {
    complete: async (jobs: readonly CompletedJob[]) => void said.push(["complete", jobs.map(({ id }) => id)]),
    completeAndTake: async (jobs: readonly CompletedJob[], { most, taken }: JobTaking) => {
      said.push(["both", jobs.map(({ id }) => id), most]);
      taken(await take());
    },
  };
  const completing = new Completing(jobQueue, {
    wanted: (ending) => (room(ending) > 0 ? { worker: { id: "w", labels: [] }, most: room(ending) } : null),
    taken: (jobs) => void said.push(["taken", jobs?.map(({ id }) => id) ?? null]),
  });
  return { completing, said };
}

test("jobs that end together are completed together, and as many are taken as there is room for then", async () => {
  const { completing, said } = completingOf(
    async () => [next],
    (ending) => ending + 1,
  );
  await Promise.all(["a", "b", "c"].map((id) => completing.add(completed(id))));
  expect(said).toEqual([
    ["both", ["a", "b", "c"], 4],
    ["taken", ["next"]],
  ]);
});

test("nothing is taken with a completion if there is no room", async () => {
  const { completing, said } = completingOf(
    async () => [next],
    () => 0,
  );
  await completing.add(completed("a"));
  expect(said).toEqual([["complete", ["a"]]]);
});

test("it is told that nothing was taken if the queue fails, and later jobs are completed", async () => {
  let attempts = 0;
  const { completing, said } = completingOf(
    async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("it cannot be reached");
      return [];
    },
    (ending) => ending,
  );
  await expect(completing.add(completed("a"))).rejects.toThrow("it cannot be reached");
  await completing.add(completed("b"));
  expect(said).toEqual([
    ["both", ["a"], 1],
    ["taken", null],
    ["both", ["b"], 1],
    ["taken", []],
  ]);
});
