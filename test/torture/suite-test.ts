import { expect, test } from "vitest";
import { describeBroken, runSuite } from "./run-suite.ts";
import type { Suite } from "./suite.ts";

// The same attacks every time; `npm run torture` tries new ones.
const seed = 20_260_101;

interface SuiteTestOptions {
  /** Milliseconds. */
  readonly timeout?: number;
  /** What the machine does not have and the suite needs; null: nothing. */
  readonly lacks?: string | null;
}

/** The test of a suite: as many attacks as it names. */
export function testSuite(suite: Suite, { timeout = 120_000, lacks = null }: SuiteTestOptions = {}): void {
  const needs = lacks === null ? "" : ` [needs ${lacks}]`;
  test.skipIf(lacks !== null)(`${suite.name}: ${suite.promise}${needs}`, { timeout }, async () => {
    const broken = await runSuite(suite, { seed, attacks: suite.attacks });
    if (broken !== null) expect.fail(describeBroken(suite, broken));
  });
}
