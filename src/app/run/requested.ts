import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ArtifactStatus, ExecutionPlan } from "../../domain/index.ts";
import { artifactState, needsStatuses, selectArtifacts } from "../../run/index.ts";
import type { Host } from "../host/index.ts";
import { readStore } from "../open/index.ts";
import { readRecord, readRecordUntil } from "../record/index.ts";
import { forkableRun, resumableRun } from "../reuse/index.ts";
import type { PrepareOptions } from "./options.ts";

/** The artifacts that a run is limited to, and those that it executes in any case. */
export interface RequestedArtifacts {
  /** Null: all. */
  readonly selected: ReadonlySet<ArtifactId> | null;
  /** Without those that depend on them. */
  readonly forced: ReadonlySet<ArtifactId>;
}

/** Evaluates `select` and `force` before anything is created. Throws WCT_USAGE, WCT_USAGE_SELECTION, WCT_RUN_*. */
export async function requestedArtifacts(
  host: Host,
  plan: ExecutionPlan,
  options: PrepareOptions,
): Promise<RequestedArtifacts> {
  const { select, force = [], reuse } = options;
  if (force.length > 0 && reuse === undefined) {
    throw wctError("WCT_USAGE", {
      message: "--force has no effect: every artifact executes, because nothing is reused",
      hint: "omit it, or reuse earlier results with --resume, --incremental or --fork",
    });
  }
  const inputs = [...(select === undefined ? [] : [["--select", select] as const]), ...force.map(forced)];
  const isAboutRun = inputs.some(([option, text]) => needsStatuses({ option, text }));
  const statusOf = isAboutRun ? await statusesOf(host, options) : undefined;
  const chosen = ([option, text]: readonly [string, string]) =>
    selectArtifacts(text, { option, plan, statusOf, statusHint });
  const selected = select === undefined ? null : chosen(["--select", select]);
  const requested = { selected, forced: new Set(force.flatMap((text) => [...chosen(forced(text))])) };
  requireSelected(plan, requested, options);
  return requested;
}

const forced = (text: string) => ["--force", text] as const;

const statusHint = "name the run whose statuses you mean with --resume RUN or --fork RUN";

/** Returns the statuses of the run that is resumed or forked; undefined if there is no such run. */
async function statusesOf(
  host: Host,
  { reuse, store: dir }: PrepareOptions,
): Promise<((id: ArtifactId) => ArtifactStatus) | undefined> {
  if (reuse === undefined || reuse.kind === "newest") return undefined;
  await using store = await readStore(host, dir);
  const { state } =
    reuse.kind === "run"
      ? await readRecord(store, await resumableRun(store, reuse.run))
      : await readRecordUntil(store, (await forkableRun(store, reuse)).run, reuse.until);
  return (id) => artifactState(state, id).status;
}

/** Throws WCT_USAGE if another option is about an artifact that is not selected, and would have no effect. */
function requireSelected(plan: ExecutionPlan, requested: RequestedArtifacts, options: PrepareOptions): void {
  const { selected, forced } = requested;
  const replaced = (options.replacements ?? []).map(({ artifact }) => artifact);
  const named = [
    ...[...forced].map((id) => ["--force", id]),
    ...replaced.map((id) => ["--replace", id]),
    ...(plan.config.overrides ?? []).map(({ artifact }) => ["--set", artifact]),
  ];
  const known = new Set<string>(selected ?? []);
  const [option, id] = named.find(([, one]) => selected !== null && !known.has(one!)) ?? [];
  if (option !== undefined) {
    throw wctError("WCT_USAGE", {
      message: `${option} names the artifact "${id}", which --select does not select`,
      hint: `add "${id}" to --select, or omit ${option}`,
    });
  }
  const twice = replaced.find((one) => [...forced].some((other) => other === one));
  if (twice === undefined) return;
  throw wctError("WCT_USAGE", {
    message: `--force and --replace name "${twice}", which does not execute if its output is replaced`,
    hint: "omit one of them",
  });
}
