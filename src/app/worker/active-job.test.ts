import { expect, test } from "vitest";
import type { ArtifactId, JobRef, RemoteOrder, RemoteReport, RunId } from "../../domain/index.ts";
import { loadRemote } from "../../executor/index.ts";
import { idAt, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { packageVersion } from "../host/index.ts";
import { makeJob } from "./active-job.ts";
import type { PlanKit, WorkerParts } from "./plan-kit.ts";

const order = (run: RunId, artifact: ArtifactId): RemoteOrder => ({
  ...{ run, artifact, attempt: 1, inputs: [], startedAt: "2026-01-01T00:00:00.000Z", files: null },
  plan: "0".repeat(64) as RemoteOrder["plan"],
  wct: packageVersion(),
});

/** A worker whose component begins at once and does not end until the job is lost. */
async function workerParts() {
  const reports: { readonly job: JobRef; readonly report: RemoteReport }[] = [];
  const begun = Promise.withResolvers<void>();
  const kit: PlanKit = {
    artifacts: new Map(samplePlan([[]]).artifacts.map((artifact) => [artifact.id, artifact])),
    producer: {
      produce: (_, report) => {
        report.started(0);
        begun.resolve();
        return new Promise(() => undefined);
      },
    },
    unfit: () => Promise.resolve(null),
    remove: () => undefined,
  };
  const unused = () => Promise.reject(new Error("it is not called"));
  const parts: WorkerParts = {
    jobQueue: {
      ...{ register: unused, renew: unused, leave: unused, take: unused, complete: unused, giveBack: unused },
      ...{ listen: unused, close: unused },
      report: async (job, report) => {
        reports.push({ job, report });
        return true;
      },
    },
    completing: { add: unused },
    kits: { of: async () => kit },
    remote: await loadRemote(),
    failed: () => undefined,
  };
  return { parts, reports, begun: begun.promise };
}

test.each([
  ["at once if it was taken before: its earlier worker may have been lost with it", 1, 1],
  ["with what is reported next, if it is taken for the first time", 0, 0],
])("the begin of a job is reported %s", async (_, claim, expected) => {
  const { parts, reports, begun } = await workerParts();
  makeJob(parts, { id: "a", claim, order: order(sampleRun, idAt(0)) }, null);
  await begun;
  await new Promise(setImmediate);
  expect(reports).toHaveLength(expected);
});
