import { readForReport } from "../../src/app/report/index.ts";
import type { ArtifactId } from "../../src/domain/index.ts";
import type { ReportReading } from "../../src/render/index.ts";
import type { ArtifactState } from "../../src/run/index.ts";
import { createMemoryStore } from "../../src/store/index.ts";
import { linesReader } from "../../src/testing/lines-reader.ts";
import type { MadeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { madeUpFinding } from "./made-up-report.ts";

/** What `wct report` reads of a run whose artifacts each hold 200 findings. */
export function readLargeReport({ plan, state }: MadeUpRun): Promise<ReportReading> {
  const reader = linesReader({
    elements: Array.from({ length: 200 }, (_, place) => madeUpFinding(place)),
    rest: { summary: { findings: 200 } },
  });
  const { elements, bytes } = reader;
  const holding = ([id, artifact]: [ArtifactId, ArtifactState]): [ArtifactId, ArtifactState] => {
    const { result } = artifact;
    if (result?.status !== "completed") return [id, artifact];
    return [id, { ...artifact, result: { ...result, message: { ...result.message, elements, bytes } } }];
  };
  const memory = createMemoryStore();
  const store = { ...memory, artifacts: { ...memory.artifacts, open: async () => reader } };
  const record = {
    plan: { ...plan, artifacts: plan.artifacts.map((one) => ({ ...one, outputStream: "findings" })) },
    state: { ...state, artifacts: new Map([...state.artifacts].map(holding)) },
  };
  return readForReport(store, record, { head: null, raw: false });
}
