import type { ArtifactId, MessageRef, RunId, SchemaRef } from "../../domain/index.ts";
import type { PastArtifact, PastArtifacts } from "../../planner/index.ts";
import { sampleMessage } from "../sample-plan.ts";

export const pastRun = "run_20250101_120000" as RunId;

/** The message of `found` in the sample run. */
export const pastMessage: MessageRef = { ...sampleMessage(7), schema: "personal_data_finding:1.0.0" as SchemaRef };

const id = (text: string) => text as ArtifactId;

const artifacts: ReadonlyMap<string, PastArtifact> = new Map<string, PastArtifact>([
  ["found", { kind: "found", run: pastRun, artifact: id("found"), message: pastMessage, stream: "findings" }],
  ["failed", { kind: "unfit", run: pastRun, why: "failed (WCT_PRODUCE_THREW)" }],
  ["altered", { kind: "unfit", run: pastRun, why: "was changed by hand, or made from something that was" }],
  ["damaged", { kind: "no-content", run: pastRun, why: "is damaged" }],
]);

/** A record of one run, `latest`, with artifacts of every kind. "2025" matches several runs, any other name none. */
export const samplePast: PastArtifacts = {
  find: (run, artifact) => {
    if (run === "2025") return { kind: "no-run", why: "fits several", hint: "write more of the id" };
    if (run !== "latest")
      return { kind: "no-run", why: "is not recorded here", hint: `the newest runs are "${pastRun}"` };
    return artifacts.get(artifact) ?? { kind: "no-artifact", run: pastRun, artifacts: [...artifacts.keys()].map(id) };
  },
};
