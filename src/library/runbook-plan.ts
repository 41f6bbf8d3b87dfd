import { graphOf } from "../app/graph/index.ts";
import { selectedIn } from "../app/record/index.ts";
import type { RunDraft } from "../app/run/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import type { Graph, RunState } from "../run/index.ts";
import { type DrawGraphOptions, type DrawnGraph, drawnGraph } from "./drawing.ts";
import type { ConfigValue } from "./overrides.ts";

export interface PlanGraphOptions {
  readonly select?: string | undefined;
  readonly state?: RunState | undefined;
}

interface PlannedWith {
  readonly envFile: string | undefined;
  readonly overrides: readonly ConfigValue[] | undefined;
}

/** A planned runbook: what would execute, in which order, from which inputs. */
export class RunbookPlan {
  /** The runbook, as the caller named it. */
  readonly file: string;
  /**
   * Artifacts in file order, with their inputs, components, schemas and fingerprints. It contains no values of
   * variables.
   */
  readonly plan: ExecutionPlan;
  readonly warnings: readonly Diagnostic[];
  /** The file of variables with which it was planned. */
  readonly envFile: string | undefined;
  /** The configuration values that replaced those of the runbook. */
  readonly overrides: readonly ConfigValue[] | undefined;

  /** @internal Use {@link Wct.plan}. */
  constructor({ planned }: RunDraft, { file, ...options }: PlannedWith & { readonly file: string }) {
    this.file = file;
    this.envFile = options.envFile;
    this.overrides = options.overrides;
    this.plan = planned.plan;
    this.warnings = planned.warnings;
  }

  /**
   * Returns the artifacts that an expression selects, in the order of the plan. `state`: of a run whose statuses count.
   * Throws WCT_USAGE_SELECTION.
   */
  select(expression: string, { state = null }: { readonly state?: RunState | null } = {}): readonly ArtifactId[] {
    return [...selectedIn({ plan: this.plan, state }, expression)];
  }

  /**
   * Returns the graph of artifacts. `select`: as `--select` of `wct visualise`; `state`: of a run whose statuses the
   * graph shows, as `--run`. Throws WCT_USAGE_SELECTION.
   */
  graph({ select, state }: PlanGraphOptions = {}): Graph {
    return graphOf({ plan: this.plan, state: state ?? null, misfits: [] }, { select });
  }

  /** Draws the graph as text in a format. */
  draw(options: DrawGraphOptions & PlanGraphOptions): DrawnGraph {
    return drawnGraph(this.graph(options), options);
  }
}
