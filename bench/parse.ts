import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseRunbook } from "../src/runbook/index.ts";

/** Milliseconds for parsing and validating one large runbook, in a new process. */
export interface ParseBench {
  readonly artifacts: number;
  readonly bytes: number;
  readonly lines: number;
  readonly milliseconds: number;
}

/** Measures the milliseconds from a runbook's file to its plan, each time in a new process. Returns them sorted. */
export function benchColdPlan(artifacts = 10_000, rounds = 5): readonly number[] {
  const times = Array.from({ length: rounds }, () => {
    const file = join(import.meta.dirname, "cold-plan.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, String(artifacts)], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return times.sort((a, b) => a - b);
}

/** Measures once, because a second time would measure warmed-up code. */
export function benchParse(artifacts = 10_000): ParseBench {
  const text = largeRunbook(artifacts);
  const bytes = new TextEncoder().encode(text);
  const start = performance.now();
  const result = parseRunbook({ file: "large.yaml", bytes, env: new Map() });
  const milliseconds = performance.now() - start;
  if (!result.ok || result.runbook.artifacts.size !== artifacts) throw new Error("the large runbook is not valid");
  return { artifacts, bytes: bytes.length, lines: text.split("\n").length, milliseconds };
}

/**
 * Makes a runbook with one source for every nine derived artifacts. Each of these has the previous artifact as input
 * and takes eight lines.
 */
function largeRunbook(artifacts: number): string {
  const entries = Array.from({ length: artifacts }, (_, i) => [
    `  artifact_${i}:`,
    `    name: Artifact number ${i}`,
    "    description: one of many that are alike",
    ...(i % 10 === 0
      ? [
          "    source:",
          "      type: sqlite",
          "      properties:",
          '        path: "${SHOP:-./shop.db}"',
          `        table: t${i}`,
        ]
      : [
          `    inputs: [artifact_${i - 1}]`,
          "    process:",
          "      type: personal_data",
          "      properties:",
          `        sample: ${i}`,
        ]),
  ]);
  return ["name: Large", "description: For measuring", "artifacts:", ...entries.flat(), ""].join("\n");
}
