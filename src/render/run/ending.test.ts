import { expect, test } from "vitest";
import { paint } from "../text/index.ts";
import { renderRunEnding } from "./ending.ts";
import type { RunView } from "./view.ts";

const endOf = (artifacts: readonly object[]): string => {
  const view = { run: { id: "run_1", runbook: { path: "a.yaml" }, status: "completed" }, artifacts, outputs: [] };
  return renderRunEnding(
    {
      view: view as unknown as RunView,
      head: "ab" as never,
      rawContent: { artifacts: 0, where: ".wct" },
      call: { program: "wct", store: null },
      width: null,
    },
    paint(false),
  );
};

test("the end of a run leads to its findings, if it has any", () => {
  const made = { id: "a", digest: "ab", error: null };
  expect(endOf([{ ...made, schema: "personal_data_finding:1.0.0" }])).toMatch(/^ {2}wct findings run_1\n/m);
  expect(endOf([{ ...made, schema: "standard_input:1.0.0" }])).not.toContain("wct findings");
  expect(endOf([{ ...made, digest: null, schema: "personal_data_finding:1.0.0" }])).not.toContain("wct findings");
});
