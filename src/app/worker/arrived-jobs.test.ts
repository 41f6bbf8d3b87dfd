import { expect, test } from "vitest";
import { ArrivedJobs } from "./arrived-jobs.ts";

test("jobs that arrived are held until they start, are withdrawn, or are another's", () => {
  const arrived = new ArrivedJobs();
  const [a, b, c] = ["a", "b", "c"].map((id) => ({ id, claim: 1, order: null }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("there are three");
  arrived.add([a, b, c], true);
  expect(arrived.refs().map(({ id }) => id)).toEqual(["a", "b", "c"]);
  arrived.drop({ id: "a", claim: 0 });
  expect(arrived.size).toBe(3);
  arrived.drop(a);
  arrived.withdraw("b");
  expect(arrived.start()).toEqual([{ job: c, isHeard: true }]);
  expect(arrived.size).toBe(0);
});
