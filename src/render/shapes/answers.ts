import { runEvent } from "../../domain/index.ts";
import type { Shape } from "../../shape/index.ts";
import { artifact, artifactMetadata, log } from "./artifact.ts";
import { bundle, copied, erasure, imported, runRecord } from "./bundles.ts";
import { check } from "./check.ts";
import { componentList, files, rulesetTest } from "./components.ts";
import { diagnostics, migration } from "./diagnostics.ts";
import { diff } from "./diff.ts";
import { dryRun } from "./dry-run.ts";
import { decisionResult, explanation, findingList } from "./findings.ts";
import { plan } from "./graph.ts";
import { artifactSchema, inputs, lineage, matches, replay, table } from "./inspection.ts";
import { replayVerification } from "./replay-verification.ts";
import { run, runList } from "./runs.ts";
import { exported, prune, recordDraft, report, verification } from "./store.ts";
import { timeline } from "./timeline.ts";
import { workerList } from "./workers.ts";

/** One shape of what `--json` prints. Commands import only its type; tests check their output against it. */
export interface AnswerShape {
  readonly shape: Shape<unknown>;
  readonly about: string;
  /** The command lines that print it, without `--json`. */
  readonly from: readonly string[];
}

/** Shapes by `kind`; `Event` is a line of `wct run --json`, which has no `kind`. */
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
  Copy: { shape: copied, about: "a run that was copied to another store", from: ["runs copy RUN --to STORE"] },
  Bundle: { shape: bundle, about: "a run that was written to one file", from: ["runs export RUN FILE"] },
  Check: { shape: check, about: "whether a run passes a check, and what fails it", from: ["check RUN"] },
  ComponentList: {
    shape: componentList,
    about: "components and schemas",
    from: ["connectors", "processors", "exporters", "rulesets", "schemas"],
  },
  Decision: {
    shape: decisionResult,
    about: "a decision about findings that was written to a baseline",
    from: ["findings accept RUN FINDING...", "findings reject RUN FINDING..."],
  },
  Diagnostics: {
    shape: diagnostics,
    about: "diagnostics; also printed by every command that ends with an error",
    from: ["validate RUNBOOK...", "rulesets check RULESET"],
  },
  Diff: { shape: diff, about: "differences between two runs, with their causes", from: ["diff RUN RUN"] },
  DryRun: {
    shape: dryRun,
    about: "what a run would execute, in which order, with sample content",
    from: ["run RUNBOOK --dry-run"],
  },
  Erasure: {
    shape: erasure,
    about: "where a person occurs in stored content, and what was erased",
    from: ["runs erase --subject TEXT"],
  },
  Event: { shape: runEvent, about: "events of a run, one per line", from: ["run RUNBOOK", "replay RUN --follow"] },
  Explanation: {
    shape: explanation,
    about: "why a finding counts, what speaks against it, and what to check",
    from: ["explain RUN FINDING", "findings show RUN FINDING"],
  },
  RecordDraft: {
    shape: recordDraft,
    about: "activities drafted for the organisation file",
    from: ["record draft RUN [ACTIVITY]"],
  },
  Export: { shape: exported, about: "files that were exported", from: ["export RUN"] },
  Files: { shape: files, about: "files of a new runbook or plugin", from: ["init", "init --plugin"] },
  FindingList: { shape: findingList, about: "the findings of a run, with their reviews", from: ["findings RUN"] },
  Import: { shape: imported, about: "a run that was imported from a bundle", from: ["runs import FILE"] },
  Inputs: { shape: inputs, about: "what an artifact was made from", from: ["inspect RUN ARTIFACT --inputs"] },
  Lineage: {
    shape: lineage,
    about: "what an artifact was made from and what was made from it, across runs",
    from: ["inspect RUN ARTIFACT --lineage"],
  },
  Log: { shape: log, about: "what a component logged", from: ["inspect RUN ARTIFACT --log"] },
  Matches: { shape: matches, about: "what a JSONPath selects", from: ["inspect RUN ARTIFACT --path"] },
  Migration: { shape: migration, about: "a migrated runbook, and what is left to do", from: ["migrate FILE"] },
  Plan: { shape: plan, about: "the graph of a runbook or a run", from: ["visualise RUNBOOK|RUN"] },
  Prune: { shape: prune, about: "what was deleted, or would be deleted", from: ["runs prune"] },
  Report: { shape: report, about: "a report that was written", from: ["report RUN"] },
  Replay: { shape: replay, about: "a run event by event, with the state after each", from: ["replay RUN"] },
  ReplayVerification: {
    shape: replayVerification,
    about: "whether artifacts, made again from the record, are what is recorded",
    from: ["replay RUN --verify"],
  },
  RulesetTest: {
    shape: rulesetTest,
    about: "the examples of a ruleset that failed",
    from: ["rulesets test RULESET"],
  },
  Run: {
    shape: run,
    about: "a run and each of its artifacts; also the last line of `wct run --json`",
    from: ["run RUNBOOK", "inspect RUN", "replay RUN --follow"],
  },
  RunList: { shape: runList, about: "recorded runs", from: ["runs"] },
  RunRecord: { shape: runRecord, about: "a run without its artifacts", from: ["runs show RUN"] },
  Table: { shape: table, about: "elements as rows", from: ["inspect RUN ARTIFACT --table"] },
  Timeline: { shape: timeline, about: "where the time of a run went", from: ["timeline RUN"] },
  Verification: { shape: verification, about: "whether records are intact", from: ["verify"] },
  WorkerList: { shape: workerList, about: "workers of a store, and what they make", from: ["workers"] },
};
