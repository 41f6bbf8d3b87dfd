import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, test } from "vitest";
import { generatedPages } from "../scripts/docs.ts";

const root = new URL("..", import.meta.url).pathname;

test.each(generatedPages.map((page) => ({ ...page, name: relative(root, page.path) })))(
  "$name is what `npm run docs` writes",
  async ({ path, text }) => {
    expect(readFileSync(path, "utf8"), "run `npm run docs` and read the difference").toBe(await text());
  },
);
