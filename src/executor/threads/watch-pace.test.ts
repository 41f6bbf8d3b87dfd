import { expect, test } from "vitest";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { WatchPace } from "./watch-pace.ts";

/** Looks for a number of seconds at a process that uses a share of a core; returns the times of looks and measurements. */
function looksAt(share: (time: number) => number, seconds: number) {
  const clock = createVirtualClock();
  let [cpu, before] = [0, 0];
  const pace = new WatchPace(clock, () => {
    for (; before < clock.time(); before += 1) cpu += share(before);
    return cpu;
  });
  const [looks, measured]: [number[], number[]] = [[], []];
  const look = (): void => {
    looks.push(clock.time());
    if (pace.look()) measured.push(clock.time());
    clock.after(pace.everyMs, look);
  };
  clock.after(pace.everyMs, look);
  while (clock.time() < seconds * 1000) clock.next();
  return { looks, measured };
}

test("a process that works is measured at each look", () => {
  const { looks, measured } = looksAt(() => 0.5, 10);
  expect(looks).toHaveLength(200);
  expect(measured).toEqual(looks);
});

test("a process whose components wait is looked at a quarter as often, and measured about once a second", () => {
  const { looks, measured } = looksAt(() => 0.01, 10);
  expect(looks.length).toBeLessThan(55);
  expect(measured.length).toBeGreaterThanOrEqual(9);
  expect(measured.length).toBeLessThanOrEqual(11);
});

test("a process that begins to work is measured after a fifth of a second at most, and then at the full pace", () => {
  const { measured } = looksAt((time) => (time < 5000 ? 0 : 1), 6);
  const working = measured.filter((time) => time > 5000);
  expect(working[0]).toBeLessThanOrEqual(5200);
  expect(working.length).toBeGreaterThanOrEqual(16);
});
