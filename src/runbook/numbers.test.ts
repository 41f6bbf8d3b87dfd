import { expect, test } from "vitest";
import { parseRunbook } from "./parse-runbook.ts";

test.each([
  ["config: { workers: 1e15 }", "a whole number, at most 1024"],
  ["config: { workers: 1e300 }", "a whole number, at most 1024"],
  ["config: { max_concurrency: 1e15 }", "a whole number, at most 10000000"],
  ["config: { timeout: 1e308 }", "a number of seconds above 0, at most 1000000000"],
  ["config: { cost_limit: 1e308 }", "a number, at most 1000000000000"],
])("a number beyond what a run can do is refused: %s", (line, allowed) => {
  const text = `name: N\ndescription: D\n${line}\nartifacts: { a: { source: { type: t } } }`;
  const parsed = parseRunbook({ file: "r.yaml", bytes: Buffer.from(text), env: new Map() });
  const [first, ...others] = parsed.ok ? [] : parsed.diagnostics;
  expect(first).toMatchObject({
    code: "WCT_RUNBOOK_BAD_VALUE",
    message: expect.stringContaining(`must be ${allowed}`),
  });
  expect(others).toEqual([]);
});
