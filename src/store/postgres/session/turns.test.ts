import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("no more than so many are at work, in the order in which they came, and one that fails gives its turn back", async () => {
  const turns = new Turns(2);
  let [atWork, most] = [0, 0];
  const order: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 7 }, (_, i) =>
      turns.take(async () => {
        order.push(i);
        most = Math.max(most, ++atWork);
        await new Promise(setImmediate);
        atWork -= 1;
        if (i % 3 === 0) throw new Error("failed");
      }),
    ),
  );
  expect(results.map(({ status }) => status === "fulfilled")).toEqual([false, true, true, false, true, true, false]);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
});
