import { openRun } from "../../../app/open/index.ts";
import { type RunFacts, runFacts } from "../../../app/record/index.ts";
import {
  apiVersion,
  formatBytes,
  formatCount,
  formatCounts,
  formatDuration,
  paintStatus,
  plural,
  type RunRecordShape,
  safeText,
} from "../../../render/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

/** Runs `wct runs show RUN`: prints the facts about a run, without its artifacts. */
export async function show(io: Io, reference: string, options: GlobalOptions): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const facts = await runFacts(opened.store, opened.run);
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(factsJson(facts, opened.bundle))}\n`);
    return 0;
  }
  const paint = palette(io, options);
  const rows = [
    ["run", facts.run.id],
    ["status", paintStatus(facts.run.status, paint)],
    ...rowsOf(facts, opened.bundle).map(([name, value]) => [name, safeText(value)]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  for (const [name = "", value] of rows) await io.stdout.write(`${name.padEnd(width)}  ${value}\n`);
  return 0;
}

function rowsOf(
  { run, state, retention, overrides, kept }: RunFacts,
  bundle: string | null,
): readonly (readonly [string, string])[] {
  const { started } = state;
  const cost = state.cost.map(({ amount, unit }) => `${amount} ${unit}`);
  return [
    ["uuid", run.uuid],
    ["runbook", `${run.runbook.name} (${run.runbook.path})`],
    ["runbook digest", started?.runbook.digest ?? "-"],
    ["plan digest", started?.plan ?? "-"],
    ["started", run.startedAt],
    ["finished", run.finishedAt ?? "-"],
    ["duration", formatDuration(run.durationMs)],
    ["artifacts", `${formatCount(run.artifacts)}: ${formatCounts(run.counts)}`],
    ["cost", cost.length === 0 ? "-" : cost.join(", ")],
    ["mode", run.mode],
    ["limits", started === null ? "-" : `${started.maxConcurrency} concurrent, ${plural(started.workers, "worker")}`],
    ["wct", started?.wct ?? "-"],
    ...componentsOf(state).map((text, i) => [i === 0 ? "components" : "", text] as const),
    ["resumed from", started?.resumedFrom ?? "-"],
    ["forked from", started?.forkedFrom ?? "-"],
    ...listed("selected", started?.selection === undefined ? [] : [started.selection]),
    ...listed(
      "configuration set",
      (overrides ?? []).map(({ artifact, path }) => `${artifact}.config.${path}`),
    ),
    ...listed("outputs replaced", replacedIn(state)),
    bundle === null ? ["imported", importedText(retention)] : ["bundle", carried[retention.imported ?? "all"]],
    ["kept", `${plural(kept.objects, "object")}, ${formatBytes(kept.bytes)}`],
    ["raw content", rawText(kept.raw)],
    ["gone", goneText(retention)],
    ["events", String(run.events)],
    ["head", run.head],
  ];
}

/** Returns the artifacts whose output was replaced by hand in the run, in the order of their first events. */
const replacedIn = ({ artifacts }: RunFacts["state"]): readonly string[] =>
  [...artifacts.values()]
    .filter(({ alterations }) => alterations.some(({ what }) => what === "output"))
    .map(({ id }) => id);

/** Returns a row, or none if there are no names. */
const listed = (title: string, names: readonly string[]): readonly (readonly [string, string])[] =>
  names.length === 0 ? [] : [[title, names.join(", ")]];

const carried = { all: "with raw content", derived: "without raw content" } as const;

const importedText = ({ imported }: RunFacts["retention"]): string =>
  imported === null ? "no" : `yes, ${carried[imported]}`;

const componentsOf = ({ started }: RunFacts["state"]): readonly string[] =>
  started?.components.map(({ type, version }) => `${type} ${version}`) ?? [];

function rawText(raw: number | null): string {
  if (raw === null) return "unknown: the plan is missing";
  return raw === 0 ? "none" : `${plural(raw, "object")}; \`wct runs prune --raw\` deletes it`;
}

function goneText({ gone }: RunFacts["retention"]): string {
  const reasons = ["pruned", "erased", "left-out"] as const;
  const counted = reasons.map((reason) => [gone.filter((one) => one.reason === reason).length, reason] as const);
  const said = counted.filter(([count]) => count > 0).map(([count, reason]) => `${plural(count, "object")} ${reason}`);
  return said.length === 0 ? "nothing" : said.join(", ");
}

function factsJson({ run, state, retention, overrides, kept }: RunFacts, bundle: string | null): RunRecordShape {
  const { started } = state;
  const { id, uuid, status, mode, runbook, startedAt, finishedAt, durationMs, counts, events, head } = run;
  return {
    apiVersion,
    kind: "RunRecord",
    ...{ id, uuid, status, mode, runbook, startedAt, finishedAt, durationMs, counts, events, head },
    artifacts: run.artifacts,
    runbookDigest: started?.runbook.digest ?? null,
    planDigest: started?.plan ?? null,
    wct: started?.wct ?? null,
    components: started?.components ?? [],
    maxConcurrency: started?.maxConcurrency ?? null,
    workers: started?.workers ?? null,
    cost: state.cost,
    resumedFrom: started?.resumedFrom ?? null,
    forkedFrom: started?.forkedFrom ?? null,
    overrides,
    replaced: replacedIn(state),
    bundle,
    imported: bundle === null ? retention.imported : null,
    content: retention.imported,
    kept,
    gone: retention.gone,
  };
}
