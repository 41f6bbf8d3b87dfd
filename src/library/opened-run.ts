import { readBaseline } from "../app/baseline/index.ts";
import {
  type BundleTarget,
  type CopiedRun,
  copyToStore,
  exportBundle,
  type StoreTarget,
  type WrittenBundle,
} from "../app/bundle/index.ts";
import { acceptFindings, judgeRun, requireConditions } from "../app/check/index.ts";
import { diffOf } from "../app/compare/index.ts";
import { type ExportedRun, exportRun, type RunExportRequest } from "../app/export/index.ts";
import { type JudgedFinding, judgedFindings } from "../app/findings/index.ts";
import { followRun } from "../app/follow/index.ts";
import { graphOf } from "../app/graph/index.ts";
import type { OpenRun } from "../app/open/index.ts";
import { type TimedRun, type TimelineRequest, timelineOf } from "../app/predict/index.ts";
import { limitedView, type RecordedRun, type RunFacts, runFacts, selectedIn, viewOf } from "../app/record/index.ts";
import { type ReplayVerificationRequest, verifyReplay } from "../app/replay/index.ts";
import { type ReportRequest, type RunReport, reportOf } from "../app/report/index.ts";
import { explainFinding } from "../app/review/index.ts";
import { ObjectChecks, requireHeadHash, type Verified, verifyRun } from "../app/verify/index.ts";
import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, JsonObject, RunEvent, RunSummary } from "../domain/index.ts";
import type {
  CheckShape,
  DiffView,
  ExplanationShape,
  FindingShape,
  ReplayVerification,
  RunView,
} from "../render/index.ts";
import { createHistory, type Graph, type History, parseConditions, type RunState } from "../run/index.ts";
import { systemClock } from "../store/index.ts";
import type { LibraryContext } from "./context.ts";
import { type DrawGraphOptions, type DrawnGraph, drawnGraph } from "./drawing.ts";
import { OpenedArtifact } from "./opened-artifact.ts";

export interface PolicyRequest {
  /** ObjectChecks, as `--fail-on` of `wct check` takes them: `new`, `more`, `special-category`, `gaps`, `high`, or CEL. */
  readonly failOn: readonly string[];
  /** A file with reviewed findings, or a run: its findings are not new. */
  readonly baseline?: string | undefined;
}

interface ExplainOptions {
  /** The artifact that contains the finding, if several do. */
  readonly artifact?: string | undefined;
  /** A file with reviewed findings, or a run. */
  readonly baseline?: string | undefined;
}

/** A recorded run. Reading it executes nothing and loads no plugin. */
export class OpenedRun implements AsyncDisposable {
  readonly summary: RunSummary;
  readonly plan: ExecutionPlan;
  /** The state of every artifact at the end of the record. */
  readonly state: RunState;
  readonly #context: LibraryContext;
  readonly #opened: OpenRun;
  readonly #record: RecordedRun;

  /** @internal Use {@link Runs.open}. */
  constructor(context: LibraryContext, opened: OpenRun, record: RecordedRun) {
    this.#context = context;
    this.#opened = opened;
    this.#record = record;
    this.summary = record.run;
    this.plan = record.plan;
    this.state = record.state;
  }

  /**
   * Returns every artifact of the run, its outputs, its warnings, and the causes of skipped artifacts. `select`: as
   * `--select` of `wct inspect`. Throws WCT_USAGE_SELECTION.
   */
  inspect({ select }: { readonly select?: string | undefined } = {}): RunView {
    const view = viewOf(this.#record);
    return select === undefined ? view : limitedView(view, selectedIn(this.#record, select));
  }

  /** Returns the artifacts that an expression selects, in the order of the plan. Throws WCT_USAGE_SELECTION. */
  select(expression: string): readonly ArtifactId[] {
    return [...selectedIn(this.#record, expression)];
  }

  /** Returns one artifact: how it was made, and its content. Throws WCT_RUN_ARTIFACT_ABSENT with the nearest id. */
  artifact(id: string): OpenedArtifact {
    return new OpenedArtifact(this.#opened.store, this.#record, id);
  }

  /** Yields the events in order, from a sequence number (1). */
  events(from = 1): AsyncIterable<RunEvent> {
    return this.#opened.store.executions.events(this.summary.id, from);
  }

  /**
   * Yields the events from the first, and waits for more while another process makes the run. Ends with the run, also if
   * its process dies; or when `signal` aborts, which does not affect the run.
   */
  async *follow({ signal }: { readonly signal?: AbortSignal | undefined } = {}): AsyncGenerator<RunEvent, RunSummary> {
    const options = { clock: systemClock, signal: signal ?? new AbortController().signal };
    return yield* followRun(this.#opened.store.executions, this.summary.id, options);
  }

  /** Returns the history of the run, forwards and backwards: each event with the state after it. */
  async history(): Promise<History> {
    const events: RunEvent[] = [];
    await this.#opened.store.executions.eachEvent(this.summary.id, (event) => events.push(event));
    return createHistory(events);
  }

  /** Returns the facts about the run, without its artifacts: what it keeps, what is gone, what it was resumed from. */
  async facts(): Promise<RunFacts> {
    return await runFacts(this.#opened.store, this.summary);
  }

  /**
   * Returns every finding of the run, in plan order. Throws WCT_RUN_ARTIFACT_ABSENT if an artifact that contains
   * findings cannot be read, because it failed or its content is gone or damaged: the result is never partial.
   */
  async findings(): Promise<readonly FindingShape[]> {
    const found: FindingShape[] = [];
    const { unjudged } = await judgedFindings(
      this.#opened.store,
      this.#record,
      ({ origin: _, element: __, ...finding }: JudgedFinding) => {
        found.push(finding);
      },
    );
    const [lost] = unjudged;
    if (lost === undefined) return found;
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `the findings of "${lost.artifact}" cannot be read: ${lost.why}`,
      hint: "read the artifacts that completed one by one, with artifact(id).elements()",
    });
  }

  /**
   * Explains one finding: what, where, each step of its score, and what a person should check. `finding`: its id, or the
   * start of it. Throws WCT_RUN_FINDING_ABSENT, WCT_RUN_FINDING_AMBIGUOUS, WCT_CHECK_BASELINE.
   */
  async explain(finding: string, { artifact, baseline }: ExplainOptions = {}): Promise<ExplanationShape> {
    const { host, store } = this.#context;
    const known = baseline === undefined ? null : await readBaseline(host, baseline, { store, than: this.summary });
    return await explainFinding(this.#opened, this.#record, { finding, artifact, baseline: known });
  }

  /** Returns when each artifact worked; with `whatIf` or `advice` also a prediction. Throws WCT_USAGE_WHAT_IF. */
  timeline(request: TimelineRequest = {}): TimedRun {
    return timelineOf(this.#record, request);
  }

  /**
   * Returns the graph of artifacts with their states. `select`: as `--select` of `wct visualise`. Throws
   * WCT_USAGE_SELECTION.
   */
  graph({ select }: { readonly select?: string | undefined } = {}): Graph {
    return graphOf({ plan: this.plan, state: this.state, misfits: [] }, { select });
  }

  /** Draws the graph as text in a format. */
  draw(options: DrawGraphOptions): DrawnGraph {
    return drawnGraph(this.graph(options), options);
  }

  /** Compares this run to a later one. `artifact` limits the comparison to one artifact. */
  async diff(after: OpenedRun, { artifact }: { readonly artifact?: string | undefined } = {}): Promise<DiffView> {
    return await diffOf({ before: this.#opened, after: after.#opened }, { artifact });
  }

  /** Checks the event chain and every object that the run names. `head`: the hash that the record must end with. */
  async verify({ head }: { readonly head?: string | undefined } = {}): Promise<Verified> {
    if (head !== undefined) requireHeadHash(head);
    const { store } = this.#opened;
    return await verifyRun(store, this.summary.id, { head, conditions: new ObjectChecks(store) });
  }

  /**
   * Makes artifacts again, each from its recorded inputs, and compares them with the record: those of deterministic
   * processors. Executes components of plugins; calls no connector; changes no store. Throws WCT_RUN_ACTIVE,
   * WCT_RUN_ARTIFACT_ABSENT, WCT_PRODUCE_CANCELLED.
   */
  async verifyReplay(request: ReplayVerificationRequest = {}): Promise<ReplayVerification> {
    const { host, plugins } = this.#context;
    return await verifyReplay(host, this.#opened, { plugins, ...request });
  }

  /** Evaluates conditions on what the run found. Throws WCT_CHECK_*, WCT_USAGE, WCT_USAGE_CONDITION. */
  async check({ failOn, baseline }: PolicyRequest): Promise<CheckShape> {
    const conditions = await parseConditions("--fail-on", failOn);
    requireConditions(conditions, { hasBaseline: baseline !== undefined, writesBaseline: false });
    const { host, store } = this.#context;
    const known = baseline === undefined ? null : await readBaseline(host, baseline, { store, than: this.summary });
    const { answer } = await judgeRun(this.#opened, this.#record, { conditions, baseline: known, keepsAll: false });
    return answer;
  }

  /** Accepts the findings of the run as a baseline, written to a file. Returns its path. Throws WCT_CHECK_BASELINE. */
  async writeBaseline(file: string): Promise<string> {
    const judgement = await judgeRun(this.#opened, this.#record, { conditions: [], baseline: null, keepsAll: true });
    return acceptFindings(this.#context.host, file, judgement);
  }

  /** Returns the report of the run as one HTML page. Checks the record while reading it. */
  async report(request: ReportRequest = {}): Promise<RunReport> {
    return await reportOf(this.#opened, request);
  }

  /** Writes artifacts, or the events of the run, to files. Throws WCT_EXPORT_*. */
  async export(request: RunExportRequest): Promise<ExportedRun> {
    const { host, plugins } = this.#context;
    return await exportRun(host, this.#opened, { plugins, ...request });
  }

  /** Writes the run as one file that another store, or an auditor, can open. Throws WCT_USAGE, WCT_EXPORT_WRITE_FAILED. */
  async exportBundle(target: BundleTarget): Promise<WrittenBundle> {
    return await exportBundle(this.#context.host, this.#opened, target);
  }

  /** Copies the run to another store, completely or not at all. Throws WCT_STORE_*, WCT_BUNDLE_CONFLICT. */
  async copyTo(target: StoreTarget): Promise<CopiedRun> {
    return await copyToStore(this.#context.host, this.#opened, target);
  }

  /**
   * Returns the records of processing that the run composed, by artifact. Throws WCT_RUN_ARTIFACT_ABSENT if one was not
   * made or not kept, WCT_RUN_RECORD_CORRUPT.
   */
  async recordsOfProcessing(): Promise<ReadonlyMap<string, JsonObject>> {
    const records = new Map<string, JsonObject>();
    for (const { id, outputSchema } of this.plan.artifacts) {
      if (outputSchema.startsWith("gdpr_article_30:")) records.set(id, (await this.artifact(id).content()).rest);
    }
    return records;
  }

  /** Closes the store or the bundle that contains it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]();
  }
}
