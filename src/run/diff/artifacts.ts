import type { ArtifactId, ExecutionPlan, PlannedArtifact, RunId } from "../../domain/index.ts";
import { type Change, changesSince } from "../changes.ts";
import { type EarlierArtifact, type EarlierRun, earlierArtifacts } from "../earlier.ts";
import { type InspectionRow, inspection } from "../inspection.ts";
import { artifactState } from "../state.ts";
import { changedPathsAtMost, differingPaths } from "./paths.ts";

/** The reason why an artifact is different. */
export type Cause =
  /** Its definition: configuration, component, files, rulesets. */
  | {
      readonly kind: "definition";
      readonly change: Change;
      /** For a changed configuration: the paths at which it is written differently, if any. */
      readonly paths?: readonly string[];
    }
  /** The runs are from two stores, whose digests of values cannot be compared. */
  | { readonly kind: "variables-unknown" }
  | {
      readonly kind: "altered";
      readonly run: RunId;
      /** What was changed; absent if it was something that the artifact was made from, or in an earlier run. */
      readonly what?: "output" | "config";
    }
  | { readonly kind: "inputs-listed"; readonly before: readonly ArtifactId[]; readonly now: readonly ArtifactId[] }
  /** An input is different. */
  | { readonly kind: "input"; readonly artifact: ArtifactId }
  /** Neither the runbook nor the program changed, so the data that the connector read did. */
  | { readonly kind: "source-data" }
  /** Its component does not guarantee the same result twice. */
  | { readonly kind: "not-deterministic" }
  /** It was not part of the selection of this run, but of the other's. */
  | { readonly kind: "not-selected"; readonly run: RunId }
  /** The work was stopped from outside or did not finish. */
  | { readonly kind: "stopped" }
  | { readonly kind: "unexplained" };

/** One artifact of two runs. `same`: it has the same bytes, or ended in the same way without any. */
export interface ArtifactDifference {
  readonly id: ArtifactId;
  readonly change: "same" | "different" | "added" | "removed";
  /** Null if that run's plan does not contain it. */
  readonly before: InspectionRow | null;
  readonly after: InspectionRow | null;
  /** Never empty for a `different` artifact. For a `same` artifact, the changes that had no effect. */
  readonly causes: readonly Cause[];
}

interface Compared {
  readonly planned: PlannedArtifact;
  readonly earlier: EarlierArtifact;
  readonly altered: readonly Cause[];
  /** Why only one of the runs was to execute it; null if both were. */
  readonly selection: Cause | null;
  readonly before: InspectionRow;
  readonly after: InspectionRow;
}

interface RunDiffOptions {
  /** Whether both runs computed digests of variable values with the same key, which means they are from one store. */
  readonly sharesKey: boolean;
}

/** Compares every artifact of both plans, matched by id: first the later plan's in its order, then the removed ones. */
export function diffRuns(
  before: EarlierRun,
  after: EarlierRun,
  { sharesKey }: RunDiffOptions = { sharesKey: true },
): readonly ArtifactDifference[] {
  const rowsBefore = new Map(inspection(before.plan, before.state).map((row) => [row.id, row]));
  const rowsAfter = new Map(inspection(after.plan, after.state).map((row) => [row.id, row]));
  const earlier = earlierArtifacts(before);
  const same = new Set(
    [...rowsAfter.values()].filter((row) => isSame(rowsBefore.get(row.id), row)).map(({ id }) => id),
  );
  const present = after.plan.artifacts.flatMap((planned): readonly ArtifactDifference[] => {
    const row = rowsAfter.get(planned.id);
    const old = rowsBefore.get(planned.id);
    const known = earlier.get(planned.id);
    if (row === undefined) return [];
    if (old === undefined || known === undefined) {
      return [{ id: planned.id, change: "added", before: null, after: row, causes: [] }];
    }
    const altered = [...alteredIn(before, old), ...alteredIn(after, row)];
    const selection = selectionCause([before.run, old], [after.run, row]);
    const compared = { planned, earlier: known, altered, selection, before: old, after: row };
    return [difference(compared, { plan: after.plan, same, sharesKey })];
  });
  const gone = [...rowsBefore.values()].filter(({ id }) => !rowsAfter.has(id));
  return [
    ...present,
    ...gone.map((row) => ({ id: row.id, change: "removed" as const, before: row, after: null, causes: [] })),
  ];
}

function selectionCause(...runs: readonly (readonly [RunId, InspectionRow])[]): Cause | null {
  const without = runs.filter(([, { skipped }]) => skipped?.reason === "not-selected");
  const [first] = without;
  return first === undefined || without.length === runs.length ? null : { kind: "not-selected", run: first[0] };
}

function alteredIn({ run, state }: EarlierRun, { id, altered }: InspectionRow): readonly Cause[] {
  if (!altered) return [];
  const what = artifactState(state, id).alterations.at(-1)?.what;
  return [{ kind: "altered", run, ...(what === undefined ? {} : { what }) }];
}

function isSame(before: InspectionRow | undefined, after: InspectionRow): boolean {
  if (before === undefined) return false;
  if (before.digest !== null || after.digest !== null) return before.digest === after.digest;
  return (
    before.status === after.status &&
    before.error?.code === after.error?.code &&
    before.skipped?.reason === after.skipped?.reason
  );
}

interface LaterRun {
  readonly plan: ExecutionPlan;
  /** Artifacts that both runs contain and that are the same. */
  readonly same: ReadonlySet<ArtifactId>;
  readonly sharesKey: boolean;
}

function difference(compared: Compared, later: LaterRun): ArtifactDifference {
  const { planned, selection, before, after } = compared;
  const known = selection === null ? visibleCauses(compared, later) : [selection];
  if (later.same.has(planned.id)) return { id: planned.id, change: "same", before, after, causes: known };
  const causes = known.length > 0 ? known : [lastCause(compared)];
  return { id: planned.id, change: "different", before, after, causes };
}

/** Returns the causes that the two records show. */
function visibleCauses({ planned, earlier, altered }: Compared, later: LaterRun): readonly Cause[] {
  const { same } = later;
  const was = earlier.planned.inputs;
  const isListedAnew = was.length !== planned.inputs.length || was.some((id, place) => id !== planned.inputs[place]);
  const inputs = planned.inputs.filter((id) => was.includes(id) && !same.has(id));
  return [
    ...definitionCauses(earlier, planned, later),
    ...(isListedAnew ? [{ kind: "inputs-listed", before: was, now: planned.inputs } as const] : []),
    ...inputs.map((artifact): Cause => ({ kind: "input", artifact })),
    ...altered,
  ];
}

function definitionCauses(
  earlier: EarlierArtifact,
  planned: PlannedArtifact,
  { plan, same, sharesKey }: LaterRun,
): readonly Cause[] {
  return changesSince(earlier, planned, plan).flatMap((change): readonly Cause[] => {
    if (change.part === "configuration") return [configurationCause(earlier.planned, planned)];
    if (sharesKey || change.part !== "variable") return [{ kind: "definition", change }];
    const isOpen = !same.has(planned.id) && JSON.stringify(planned.config).includes("${");
    return isOpen ? [{ kind: "variables-unknown" }] : [];
  });
}

function configurationCause(before: PlannedArtifact, now: PlannedArtifact): Cause {
  const paths = differingPaths(before.config, now.config, changedPathsAtMost);
  const change: Change = { part: "configuration" };
  return { kind: "definition", change, ...(paths.length === 0 ? {} : { paths }) };
}

/** Returns the cause if nothing that was recorded about the artifact changed. */
function lastCause({ planned, before, after }: Compared): Cause {
  if (wasStopped(before) || wasStopped(after)) return { kind: "stopped" };
  const { method } = planned;
  if (method.kind === "source") return { kind: "source-data" };
  if (method.kind === "process" && !method.component.deterministic) return { kind: "not-deterministic" };
  return { kind: "unexplained" };
}

const stops: readonly string[] = ["WCT_PRODUCE_CANCELLED", "WCT_PRODUCE_TIMEOUT", "WCT_PRODUCE_COST_LIMIT"];

function wasStopped({ status, error, skipped }: InspectionRow): boolean {
  if (status === "pending" || status === "running" || status === "interrupted") return true;
  if (error !== null) return stops.includes(error.code);
  return skipped !== null && skipped.reason !== "input-failed" && skipped.reason !== "input-skipped";
}
