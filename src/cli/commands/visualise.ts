import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { ExecutionPlan } from "../../domain/index.ts";
import { plural } from "../../render/index.ts";
import { artifactState, overlay, type RunState, selectArtifacts } from "../../run/index.ts";
import { isBundleFile } from "../../store/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../wiring/answer.ts";
import { drawGraph, type GraphFormat } from "../wiring/draw.ts";
import { environment } from "../wiring/env.ts";
import { planRunbook } from "../wiring/plan.ts";
import { readRecord } from "../wiring/record.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { openRun } from "../wiring/run-reference.ts";
import { palette } from "./runs.ts";

export interface VisualiseOptions extends GlobalOptions, AnswerOptions {
  readonly format?: GraphFormat;
  readonly run?: string;
  readonly select?: string;
  readonly direction?: "TD" | "LR";
  readonly schemas?: boolean;
  readonly plugin?: readonly string[];
}

/** `wct visualise RUNBOOK|RUN`. Executes nothing. */
export async function visualise(io: Io, target: string, options: VisualiseOptions): Promise<number> {
  requireFree(io, options.output, options.force);
  const { plan, state, strangers } = await subject(io, target, options);
  const statusOf =
    state === null ? undefined : (id: Parameters<typeof artifactState>[1]) => artifactState(state, id).status;
  const selected =
    options.select === undefined ? undefined : selectArtifacts(options.select, { option: "--select", plan, statusOf });
  const drawn = drawGraph(overlay(plan, state, selected), {
    format: formatOf(io, options),
    direction: options.direction ?? null,
    schemas: options.schemas ?? false,
    columns: io.stdout.columns,
    ascii: options.ascii ?? false,
    palette: palette(io, options.output === undefined ? options : { ...options, color: false }),
  });
  await writeAnswer(io, drawn.text, options);
  const notes = [...(drawn.note === null ? [] : [drawn.note]), ...strangers];
  if (!options.quiet) for (const note of notes) await io.stderr.write(`note: ${note}\n`);
  return 0;
}

const byExtension = {
  mmd: "mermaid",
  mermaid: "mermaid",
  dot: "dot",
  gv: "dot",
  svg: "svg",
  html: "html",
  htm: "html",
  json: "json",
  txt: "text",
} as const;

function formatOf(io: Io, { json, format, output }: VisualiseOptions): GraphFormat {
  if (json) return "json";
  if (format !== undefined) return format;
  if (output !== undefined) return formatOfFile(output, byExtension);
  return io.stdout.isTerminal ? "text" : "mermaid";
}

interface Subject {
  readonly plan: ExecutionPlan;
  readonly state: RunState | null;
  /** What of the run does not fit the runbook, for people. */
  readonly strangers: readonly string[];
}

/** An existing file is a runbook, unless it is a bundle; anything else names a run. */
async function subject(io: Io, target: string, options: VisualiseOptions): Promise<Subject> {
  const isFile = statSync(resolve(io.cwd, target), { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile || isBundleFile(resolve(io.cwd, target))) return recorded(io, options.run ?? target, options);
  const { plan } = planRunbook(io, target, {
    registry: await loadRegistry(io, options.plugin),
    env: environment(io, undefined),
    // The key only makes fingerprints, which a graph does not show; nor does it show what variables hold.
    hmacKey: new Uint8Array(32),
    noEnv: true,
  });
  if (options.run === undefined) return { plan, state: null, strangers: [] };
  const run = await recorded(io, options.run, options);
  return { plan, state: run.state, strangers: strangersOf(plan, run.plan) };
}

async function recorded(io: Io, reference: string, options: VisualiseOptions): Promise<Subject> {
  await using opened = await openRun(io, reference, options.store);
  const { plan, state } = await readRecord(opened.store, opened.run);
  return { plan, state, strangers: [] };
}

function strangersOf(shown: ExecutionPlan, ran: ExecutionPlan): readonly string[] {
  const [here, there] = [shown, ran].map(({ artifacts }) => new Set<string>(artifacts.map(({ id }) => id)));
  const added = here!.difference(there!).size;
  const gone = there!.difference(here!).size;
  return [
    ...(added > 0
      ? [`${plural(added, "artifact")} of the runbook ${added === 1 ? "was" : "were"} not in that run`]
      : []),
    ...(gone > 0 ? [`${plural(gone, "artifact")} of that run ${gone === 1 ? "is" : "are"} not in the runbook`] : []),
  ];
}
