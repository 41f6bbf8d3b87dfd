import type { ConditionFacts } from "../debug/index.ts";

const run: ConditionFacts["run"] = {
  id: "run_20250101_120000",
  runbook: "Sample",
  event: 9,
  elapsed_ms: 2000,
  completed: 1,
  failed: 0,
  skipped: 0,
  reused: 0,
  total: 3,
};

/** Makes the values of the variables at a stop after `findings`, whose input is `db_schema`. */
export function conditionFacts(change: Partial<ConditionFacts> = {}): ConditionFacts {
  return {
    inputs: {
      db_schema: {
        schema: "standard_input:1.0.0",
        size: 12,
        bytes: 4096,
        summary: { tables: 3, share: 0.5 },
        first: [
          { id: "t1", score: 1, constructor: "x" },
          { id: "t2", score: 0.5 },
        ],
      },
    },
    output: { schema: "finding:1.0.0", size: 2, bytes: 300, summary: null, first: [{ id: "f1" }, { id: "f2" }] },
    config: { url: "${DB_URL}", sample: 100, tables: ["a", "b"] },
    artifact: {
      id: "findings",
      name: "Findings",
      component: "personal_data",
      attempt: 1,
      side: "after",
      status: "completed",
      tags: ["pii"],
      optional: false,
      error: null,
      duration_ms: 1500,
    },
    run,
    ...change,
  };
}
