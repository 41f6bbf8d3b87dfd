import { expect, test } from "vitest";
import { planText } from "../testing/plans/plan-kit.ts";

const list = (count: number, item: string) => Array.from({ length: count }, () => item).join(", ");
const runbook = (properties: string) =>
  `name: n\ndescription: d\nartifacts: { a: { source: { type: csv, properties: { path: a.csv, ${properties} } } } }\n`;

/** Returns CPU seconds, which other processes hardly affect. */
function cost(text: string): number {
  const before = process.cpuUsage();
  planText(text, { env: { A: "v" } });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

// Each case takes about a second, and took most of a minute when every placeholder was compared with all others.
test.each<[string, string]>([
  ["100,000 placeholders in one text", runbook(`delimiter: "${"${A}".repeat(100_000)}"`)],
  ["100,000 placeholders in one secret", runbook(`password: "${"${A}".repeat(100_000)}"`)],
  ["20,000 wrong values beside placeholders", runbook(`columns: [${list(20_000, '{ name: ["${A}"] }')}]`)],
])("%s are planned in seconds", { timeout: 120_000 }, (_, text) => {
  expect(cost(text)).toBeLessThan(15);
});
