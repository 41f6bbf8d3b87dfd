import { expect, test } from "vitest";
import { EventQueue } from "./event-queue.ts";

test("every iteration gets the items that follow its begin, in order", async () => {
  const queue = new EventQueue<number>();
  queue.push(1);
  const first = queue.iterate();
  queue.push(2);
  const second = queue.iterate();
  queue.push(3);
  queue.end();
  const all = async (items: AsyncIterable<number>): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const item of items) found.push(item);
    return found;
  };
  expect([await all(first), await all(second)]).toEqual([[2, 3], [3]]);
});

test("an error comes after the items before it", async () => {
  const queue = new EventQueue<number>();
  const items = queue.iterate();
  queue.push(1);
  queue.fail(new Error("broken"));
  expect(await items.next()).toEqual({ value: 1, done: false });
  await expect(items.next()).rejects.toThrow("broken");
});

test("leaving an iteration ends it, also for a call that waits", async () => {
  const queue = new EventQueue<number>();
  const items = queue.iterate();
  const waiting = items.next();
  await items.return?.();
  expect(await waiting).toEqual({ value: undefined, done: true });
  queue.push(1);
  expect(await items.next()).toEqual({ value: undefined, done: true });
});
