import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const tour = readFileSync(join(root, "docs/tour.md"), "utf8");
const walks = tour.split(/^## /m).slice(1);

test("the tour has three walks of ten steps, each of which names the file to open", () => {
  expect(walks).toHaveLength(3);
  for (const walk of walks) {
    const steps = walk.split("\n").filter((line) => /^\d+\. /.test(line));
    expect(steps).toHaveLength(10);
    for (const step of steps) expect(step).toMatch(/^\d+\. `src\/[\w./-]+`/);
  }
});

test("every file that the tour names is there", () => {
  const named = [...tour.matchAll(/`(src\/[^`]+)`/g)].map(([, path = ""]) => path);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
