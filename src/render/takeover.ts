import { assertNever, listNames } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, JsonObject, RunId } from "../domain/index.ts";
import type { Change, ExecuteReason, TakeoverDecision } from "../run/index.ts";
import { safeText } from "./paint.ts";
import { plural } from "./units.ts";

/** What is taken over, as one line with its age, and one line for each artifact that is not. */
export function takeoverLines(
  decisions: readonly TakeoverDecision[],
  { plan, now }: { readonly plan: ExecutionPlan; readonly now: Date },
): readonly string[] {
  const configs = new Map(plan.artifacts.map(({ id, config }) => [id, config]));
  const lines = decisions.flatMap((decision) => {
    switch (decision.kind) {
      case "taken-over":
        return [];
      case "waits":
        return [`${decision.artifact} waits: ${waitText(decision.inputs)}`];
      case "executes":
        return [`${decision.artifact} executes: ${reasonText(decision.why, configs.get(decision.artifact) ?? {})}`];
      default:
        return assertNever(decision);
    }
  });
  return [summaryLine(decisions, now), ...lines];
}

function waitText(inputs: readonly ArtifactId[]): string {
  const [what, that] = inputs.length === 1 ? ["input", "that comes"] : ["inputs", "they come"];
  const verb = inputs.length === 1 ? "executes" : "execute";
  return `its ${what} ${namesOf(inputs)} ${verb} again; it is taken over if ${that} out as before`;
}

/** `taken over: 2 of 3 artifacts, 2 from run_20251209_143022 (3 h ago)`. */
function summaryLine(decisions: readonly TakeoverDecision[], now: Date): string {
  const origins = new Map<RunId, number>();
  for (const decision of decisions) {
    if (decision.kind !== "taken-over") continue;
    const { run } = decision.candidate.origin;
    origins.set(run, (origins.get(run) ?? 0) + 1);
  }
  const waits = decisions.some(({ kind }) => kind === "waits");
  if (origins.size === 0) return waits ? "nothing is taken over at once" : "nothing is taken over";
  const parts = [...origins].map(([run, count]) => `${count} from ${run} (${ageOf(run, now)})`);
  const taken = [...origins.values()].reduce((sum, count) => sum + count, 0);
  return `taken over: ${taken} of ${plural(decisions.length, "artifact")}, ${parts.join(", ")}`;
}

/** How long ago a run started; its id says when. */
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
      return "no earlier run that counts has it";
    case "source":
      return "sources are read again";
    case "failed":
      return `it was not completed in ${why.run}: failed (${why.failure.code})`;
    case "skipped":
      return `it was not completed in ${why.run}: skipped (${why.reason})`;
    case "unfinished":
      return `it was not completed in ${why.run}`;
    case "altered":
      return `it, or what it was made from, was changed by hand in ${why.run}`;
    case "changed":
      return why.changes.map((change) => changeText(change, config)).join("; ");
    case "inputs-listed":
      return `its inputs are ${namesOf(why.now)}, and were ${namesOf(why.before)}`;
    case "inputs-differ":
      return `it was made from another ${namesOf(why.inputs)}`;
    case "inputs-unknown":
      return `${why.run} does not say what it was made from`;
    case "not-kept":
      return `its content was not kept in ${why.run}`;
    case "object":
      return why.condition === "damaged" ? "its content is damaged" : "its content is no longer in the store";
    default:
      return assertNever(why);
  }
}

/** What changed in how an artifact is made, as a sentence without its period. */
export function changeText(change: Change, config: JsonObject): string {
  switch (change.part) {
    case "component":
      return `its component was ${safeText(change.before)} and is ${safeText(change.now)}`;
    case "plugin":
      return "the plugin's files changed";
    case "configuration":
      return "its configuration changed";
    case "variable":
      return "the value of a variable in its configuration changed";
    case "imported":
      return "the earlier run was imported, and whether the values in its configuration were these nobody can tell";
    case "file":
      return fileText(change.path, config);
    case "ruleset":
      return `the ruleset "${safeText(change.uri)}" changed`;
    case "input-schemas":
      return "the schemas of its inputs changed";
    case "record-format":
      return "the format of records changed";
    case "secret":
      return `config.secrets names ${safeText(change.variable)}, which the earlier run did not keep out of content`;
    default:
      return assertNever(change);
  }
}

/** Names the file as it is written; where a default names it, the property. */
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
