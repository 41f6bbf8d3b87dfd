import { describe, expect, test } from "vitest";
import { overlay } from "../../../run/index.ts";
import { nestedPlan } from "../../../testing/plans/nested-plan.ts";
import { drawingOf } from "../drawing.ts";
import { closed, fittedScene } from "./fit.ts";
import { frames } from "./frames.ts";

interface Rect {
  readonly title: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Reads a frame back from its markup. */
function rectOf(markup: string): Rect {
  const number = (name: string): number => Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(markup)?.[1]);
  const [left, top] = [number("x"), number("y")];
  const title = />([^<]*)<\/text>/.exec(markup)?.[1] ?? "";
  return { title, left, top, right: left + number("width"), bottom: top + number("height") };
}

describe.each(["TD", "LR"] as const)("child runbooks drawn %s", (direction) => {
  const room = { width: 1400, height: 1000 };
  const { scene } = fittedScene(closed(drawingOf(overlay(nestedPlan(), null))), { direction, schemas: false }, room);
  const all = frames(scene, { direction }).map(rectOf);

  test("have a frame with a title, nested like they are", () => {
    expect(new Set(all.map(({ title }) => title))).toEqual(new Set(["findings", "again", "mask"]));
    const inner = all.find(({ title }) => title === "mask")!;
    const outer = all.filter(({ title }) => title === "findings");
    const holds = (one: Rect): boolean =>
      one.left < inner.left && one.right > inner.right && one.top < inner.top && one.bottom > inner.bottom;
    expect(outer.filter(holds)).toHaveLength(1);
  });

  test("have all their boxes in frames, and no other box", () => {
    for (const { node, x, y, width, height } of scene.boxes) {
      const around = all.filter((one) => one.left < x && x < one.right && one.top < y && y < one.bottom);
      expect(around.map(({ title }) => title)).toEqual(node.group);
      for (const { left, right, top, bottom } of around) {
        const isWhole =
          left <= x - width / 2 && x + width / 2 <= right && top <= y - height / 2 && y + height / 2 <= bottom;
        expect(isWhole).toBe(true);
      }
    }
  });
});
