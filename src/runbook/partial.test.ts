import { expect, test } from "vitest";
import { parseRunbook } from "./index.ts";

const parse = (text: string) => parseRunbook({ file: "r.yaml", bytes: new TextEncoder().encode(text), env: new Map() });

const text = `name: n
description: d
artifacts:
  wrong: { source: { type: sqlite }, outptu: true }
  dependent: { inputs: wrong }
  far: { inputs: [dependent, fine] }
  fine: { source: { type: sqlite } }
`;

test("what can be read beside a mistake is there to be checked, without what depends on the mistake", () => {
  const parsed = parse(text);
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && [...(parsed.partial?.artifacts.keys() ?? [])]).toEqual(["fine"]);
});

test("a file that is no runbook at all has no part to check", () => {
  const parsed = parse("- a\n- b\n");
  expect(!parsed.ok && parsed.partial).toBe(undefined);
});

test("of a long chain that ends in a mistake nothing is left to check, whatever its order", () => {
  const links = [...Array(3000).keys()].map((index) => `  a${index}: { inputs: a${index + 1} }\n`);
  for (const order of [links, links.toReversed()]) {
    const parsed = parse(`name: n\ndescription: d\nartifacts:\n${order.join("")}  a3000: { outptu: true }\n`);
    expect(!parsed.ok && parsed.partial?.artifacts.size).toBe(0);
  }
});
