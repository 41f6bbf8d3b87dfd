import type { z } from "zod";
import { artifact, artifactMetadata, log } from "./artifact.ts";
import { bundle, erasure, imported, runRecord } from "./bundles.ts";
import { check } from "./check.ts";
import { componentList, files } from "./components.ts";
import { diagnostics } from "./diagnostics.ts";
import { diff } from "./diff.ts";
import { runEvent } from "./event.ts";
import { plan } from "./graph.ts";
import { artifactSchema, inputs, lineage, matches, replay, table } from "./looking.ts";
import { run, runList } from "./runs.ts";
import { exported, prune, report, verification } from "./store.ts";
import { timeline } from "./timeline.ts";

/** One shape of what `--json` prints. Not loaded by commands: their answers are typed by it, and tests hold them to it. */
export interface AnswerShape {
  readonly shape: z.ZodType;
  readonly about: string;
  /** The command lines that print it, without `--json`. */
  readonly from: readonly string[];
}

/** By `kind`; `Event` is a line of `wct run --json`, which has none. */
export const answerShapes: Readonly<Record<string, AnswerShape>> = {
  Artifact: { shape: artifact, about: "what an artifact holds", from: ["inspect RUN ARTIFACT"] },
  ArtifactMetadata: {
    shape: artifactMetadata,
    about: "how an artifact was made",
    from: ["inspect RUN ARTIFACT --meta"],
  },
  ArtifactSchema: {
    shape: artifactSchema,
    about: "the JSON Schema of an artifact's content",
    from: ["inspect RUN ARTIFACT --schema"],
  },
  Bundle: { shape: bundle, about: "a run that was written to one file", from: ["runs export RUN FILE"] },
  Check: { shape: check, about: "whether a run passes a gate, and what breaks it", from: ["check RUN"] },
  ComponentList: {
    shape: componentList,
    about: "components and schemas",
    from: ["connectors", "processors", "exporters", "rulesets", "schemas"],
  },
  Diagnostics: {
    shape: diagnostics,
    about: "what is wrong; also the answer of every command that ends with an error",
    from: ["validate RUNBOOK..."],
  },
  Diff: { shape: diff, about: "what differs between two runs, and why", from: ["diff RUN RUN"] },
  Erasure: {
    shape: erasure,
    about: "where a person stands in kept content, and what was removed",
    from: ["runs erase --subject TEXT"],
  },
  Event: { shape: runEvent, about: "one event of a run, a line each", from: ["run RUNBOOK"] },
  Export: { shape: exported, about: "files that were exported", from: ["export RUN"] },
  Files: { shape: files, about: "files that were written to begin with", from: ["init", "init --plugin"] },
  Import: { shape: imported, about: "a run that was taken in from a bundle", from: ["runs import FILE"] },
  Inputs: { shape: inputs, about: "what an artifact was made from", from: ["inspect RUN ARTIFACT --inputs"] },
  Lineage: {
    shape: lineage,
    about: "what an artifact was made from and what was made from it, across runs",
    from: ["inspect RUN ARTIFACT --lineage"],
  },
  Log: { shape: log, about: "what a component logged", from: ["inspect RUN ARTIFACT --log"] },
  Matches: { shape: matches, about: "what a JSONPath selects", from: ["inspect RUN ARTIFACT --path"] },
  Plan: { shape: plan, about: "the graph of a runbook or a run", from: ["visualise RUNBOOK|RUN"] },
  Prune: { shape: prune, about: "what was removed, or would be", from: ["runs prune"] },
  Report: { shape: report, about: "a page that was written", from: ["report RUN"] },
  Replay: { shape: replay, about: "a run event by event, with the state after each", from: ["replay RUN"] },
  Run: {
    shape: run,
    about: "a run and each of its artifacts; also the last line of `wct run --json`",
    from: ["run RUNBOOK", "inspect RUN"],
  },
  RunList: { shape: runList, about: "recorded runs", from: ["runs"] },
  RunRecord: { shape: runRecord, about: "what a run is, without its artifacts", from: ["runs show RUN"] },
  Table: { shape: table, about: "elements as rows", from: ["inspect RUN ARTIFACT --table"] },
  Timeline: { shape: timeline, about: "where the time of a run went", from: ["timeline RUN"] },
  Verification: { shape: verification, about: "whether records are intact", from: ["verify"] },
};
