import { assertNever, listNames } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, JsonObject, RunId } from "../domain/index.ts";
import type { Change, ExecuteReason, ReuseDecision, ReuseScope } from "../run/index.ts";
import { plural, safeText } from "./text/index.ts";

/** Returns one line about what is reused, with its age, and one line for each artifact that is not. */
export function reuseLines(
  decisions: readonly ReuseDecision[],
  { plan, now }: { readonly plan: ExecutionPlan; readonly now: Date },
): readonly string[] {
  const configs = new Map(plan.artifacts.map(({ id, config }) => [id, config]));
  const lines = decisions.flatMap((decision) => {
    const reason = reuseReason(decision, configs.get(decision.artifact) ?? {});
    return reason === null ? [] : [`${decision.artifact} ${decision.kind}: ${reason}`];
  });
  return [summaryLine(decisions, now), ...lines];
}

/** Returns `2 of 5 artifacts: "a" and "b"`: what a selection limits a run to. */
export function selectionText(
  { selected }: { readonly selected: ReadonlySet<ArtifactId> },
  { artifacts }: Pick<ExecutionPlan, "artifacts">,
): string {
  return `${selected.size} of ${plural(artifacts.length, "artifact")}: ${listNames([...selected])}`;
}

/**
 * Returns why an artifact is not reused, or how its connector proved that it can be, as a sentence without its period;
 * null if it is reused without a question. `config`: as written.
 */
export function reuseReason(decision: ReuseDecision, config: JsonObject): string | null {
  switch (decision.kind) {
    case "reused":
      return decision.provedBy === null ? null : unchangedText(decision.candidate.origin.run, decision.provedBy);
    case "asks":
      return `its connector is asked whether its source changed since ${decision.candidate.origin.run}`;
    case "waits":
      return waitText(decision.inputs);
    case "executes":
      return reasonText(decision.why, config);
    default:
      return assertNever(decision);
  }
}

const unchangedText = (run: RunId, by: string): string => `its source is unchanged since ${run} (${safeText(by)})`;

function waitText(inputs: readonly ArtifactId[]): string {
  const what = inputs.length === 1 ? "input" : "inputs";
  const verb = inputs.length === 1 ? "comes" : "come";
  return `it is reused if its ${what} ${namesOf(inputs)} ${verb} out as before`;
}

/** Returns why a source is read again, as a sentence without its period. */
function sourceText({ run, because }: Extract<ExecuteReason, { readonly kind: "source" }>): string {
  switch (because) {
    case "changed":
      return `its source changed since ${run}`;
    case "unrecorded":
      return `it is read again, because ${run} does not record the state of its source`;
    case "untold":
      return "it is read again, because its connector cannot tell whether its source changed";
    case "late":
      return "it is read again, because its connector did not answer in time whether its source changed";
    default:
      return assertNever(because);
  }
}

/** Returns `reused: 2 of 3 artifacts, 2 from run_20251209_143022 (3 h ago)`. */
function summaryLine(decisions: readonly ReuseDecision[], now: Date): string {
  const origins = new Map<RunId, number>();
  for (const decision of decisions) {
    if (decision.kind !== "reused") continue;
    const { run } = decision.candidate.origin;
    origins.set(run, (origins.get(run) ?? 0) + 1);
  }
  const waits = decisions.some(({ kind }) => kind === "waits" || kind === "asks");
  if (origins.size === 0) return waits ? "nothing can be reused yet" : "nothing is reused";
  const parts = [...origins].map(([run, count]) => `${count} from ${run} (${ageOf(run, now)})`);
  const total = [...origins.values()].reduce((sum, one) => sum + one, 0);
  return `reused: ${total} of ${plural(decisions.length, "artifact")}, ${parts.join(", ")}`;
}

/** Returns how long ago a run started, according to its id. */
function ageOf(run: RunId, now: Date): string {
  const [, date = "", time = ""] = run.split("_");
  const iso = `${date.replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3")}T${time.replace(/(\d\d)(\d\d)(\d\d)/, "$1:$2:$3")}Z`;
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / 1000));
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}

function reasonText(why: ExecuteReason, config: JsonObject): string {
  switch (why.kind) {
    case "new":
      return absentText(why.lookedAt);
    case "source":
      return sourceText(why);
    case "failed":
      return `it did not complete in ${why.run}: failed (${why.failure.code})`;
    case "skipped":
      return `it did not complete in ${why.run}: skipped (${why.reason})`;
    case "unfinished":
      return `it did not complete in ${why.run}`;
    case "altered":
      return `it, or what it was made from, was changed by hand in ${why.run}`;
    case "changed":
      return [
        ...why.changes.map((change) => changeText(change, config, why.paths)),
        ...(why.inputs === null ? [] : [inputsText(why.inputs)]),
      ].join("; ");
    case "inputs-differ":
      return `it was made from a different ${namesOf(why.inputs)}`;
    case "inputs-unknown":
      return `${why.run} does not record what it was made from`;
    case "forced":
      return forcedText(why.inputs);
    case "not-kept":
      return `its content was not kept in ${why.run}`;
    case "object":
      return why.condition === "damaged" ? "its content is damaged" : "its content is no longer in the store";
    default:
      return assertNever(why);
  }
}

function forcedText(inputs: readonly ArtifactId[]): string {
  if (inputs.length === 0) return "it is forced to execute";
  const [what, is] = inputs.length === 1 ? ["input", "is"] : ["inputs", "are"];
  return `its ${what} ${namesOf(inputs)} ${is} forced to execute`;
}

function absentText(lookedAt: ReuseScope): string {
  if (lookedAt.kind === "run") return `${lookedAt.run} does not have it`;
  const runbook = safeText(lookedAt.runbook);
  if (lookedAt.ended === 0)
    return lookedAt.isOneRunning ? `no run of ${runbook} has ended` : `no earlier run of ${runbook}`;
  if (lookedAt.read < lookedAt.ended) return `none of the ${lookedAt.read} newest runs of ${runbook} has it`;
  return `no earlier run of ${runbook} has it`;
}

/** Returns how a list of inputs changed, as a sentence without its period. */
export function inputsText({ before, now }: Relisted): string {
  const isReordered = before.length === now.length && now.every((id) => before.includes(id));
  if (isReordered) return "its inputs are in another order";
  return `its inputs are ${namesOf(now)}, and were ${namesOf(before)}`;
}

interface Relisted {
  readonly before: readonly ArtifactId[];
  readonly now: readonly ArtifactId[];
}

/**
 * Returns what changed in how an artifact is made, as a sentence without its period. `paths`: those of a changed
 * configuration.
 */
export function changeText(change: Change, config: JsonObject, paths: readonly string[] = []): string {
  switch (change.part) {
    case "component":
      return `its component was ${safeText(change.before)} and is ${safeText(change.now)}`;
    case "plugin":
      return "the plugin's files changed";
    case "configuration":
      return paths.length === 0
        ? "its configuration changed"
        : `its configuration changed: ${listNames(paths.map(safeText))}`;
    case "variable":
      return "the value of a variable in its configuration changed";
    case "imported":
      return "the earlier run was imported, so the values in its configuration cannot be compared";
    case "file":
      return fileText(change.path, config);
    case "ruleset":
      return `the ruleset "${safeText(change.uri)}" changed`;
    case "input-schemas":
      return "the schemas of its inputs changed";
    case "record-format":
      return "the format of records changed";
    case "secret":
      return `config.secrets names ${safeText(change.variable)}, which the earlier run did not redact`;
    default:
      return assertNever(change);
  }
}

/** Returns the file as written; the property if its default names the file. */
function fileText(path: string, config: JsonObject): string {
  const written = path
    .split(/[.[\]]+/)
    .filter((key) => key !== "")
    .reduce<unknown>(below, config);
  return typeof written === "string" ? `the file "${safeText(written)}" changed` : `the file of its "${path}" changed`;
}

function below(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function namesOf(ids: readonly string[]): string {
  return ids.length === 0 ? "nothing" : listNames(ids);
}
