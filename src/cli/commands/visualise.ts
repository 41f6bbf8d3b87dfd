import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { ExecutionPlan } from "../../domain/index.ts";
import { drawingOf, graphJson, renderDot, renderMermaid } from "../../render/index.ts";
import { type Graph, overlay, type RunState } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { environment } from "../wiring/env.ts";
import { planRunbook } from "../wiring/plan.ts";
import { readRecord } from "../wiring/record.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";

export interface VisualiseOptions extends GlobalOptions {
  readonly format?: "mermaid" | "dot" | "json";
  readonly run?: string;
  readonly output?: string;
  readonly direction?: "TD" | "LR";
  readonly schemas?: boolean;
  readonly plugin?: readonly string[];
}

/** `wct visualise RUNBOOK|RUN`. Executes nothing. */
export async function visualise(io: Io, target: string, options: VisualiseOptions): Promise<number> {
  const { plan, state } = await subject(io, target, options);
  await io.stdout.write(rendered(overlay(plan, state), options));
  return 0;
}

function rendered(graph: Graph, options: VisualiseOptions): string {
  const format = options.json ? "json" : (options.format ?? "mermaid");
  const draw = { direction: options.direction ?? "TD", schemas: options.schemas ?? false };
  if (format === "json") return `${JSON.stringify(graphJson(graph))}\n`;
  return format === "dot" ? renderDot(drawingOf(graph), draw) : renderMermaid(drawingOf(graph), draw);
}

interface Subject {
  readonly plan: ExecutionPlan;
  readonly state: RunState | null;
}

/** An existing file is a runbook; anything else names a run. */
async function subject(io: Io, target: string, options: VisualiseOptions): Promise<Subject> {
  const isFile = statSync(resolve(io.cwd, target), { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile) return recorded(io, target, options);
  const { plan } = planRunbook(io, target, {
    registry: await loadRegistry(io, options.plugin),
    env: environment(io, undefined),
    // The key only makes fingerprints, which a graph does not show; nor does it show what variables hold.
    hmacKey: new Uint8Array(32),
    noEnv: true,
  });
  if (options.run === undefined) return { plan, state: null };
  return { plan, state: (await recorded(io, options.run, options)).state };
}

async function recorded(io: Io, reference: string, options: VisualiseOptions): Promise<Subject> {
  await using store = await readStore(io, options.store);
  const { plan, state } = await readRecord(store, await resolveRun(store.executions, reference));
  return { plan, state };
}
