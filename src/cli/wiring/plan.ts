import { resolve } from "node:path";
import { type Diagnostic, WctError, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import type { Reuse } from "../../executor/index.ts";
import { type Bindings, type FoundArtifact, inFileOrder, type PastArtifacts, Planner } from "../../planner/index.ts";
import type { Registry } from "../../registry/index.ts";
import { parseRunbook, type Runbook } from "../../runbook/index.ts";
import type { Io } from "../io.ts";
import { fileAccess } from "./files.ts";
import { readRunbook } from "./read-runbook.ts";
import { packageVersion } from "./version.ts";

export interface PlannedRunbook {
  readonly runbook: Runbook;
  readonly plan: ExecutionPlan;
  /** The plan under another key; see the planner. */
  readonly rekeyed: (hmacKey: Uint8Array) => ExecutionPlan;
  readonly bindings: Bindings;
  /** What artifacts that are made by `reuse` take over. */
  readonly reused: ReadonlyMap<ArtifactId, Reuse>;
  readonly warnings: readonly Diagnostic[];
}

export interface PlanOptions {
  readonly registry: Registry;
  readonly env: ReadonlyMap<string, string>;
  /** Key of the HMACs in fingerprints. */
  readonly hmacKey: Uint8Array;
  readonly noEnv?: boolean;
  /** What `reuse` may take from; nothing by default. */
  readonly past?: PastArtifacts;
}

/** Reads, parses and plans a runbook. Throws a WctError with all diagnostics, in file order. */
export function planRunbook(io: Io, file: string, options: PlanOptions): PlannedRunbook {
  const { env, noEnv = false } = options;
  const parsed = parseRunbook({ file, bytes: readRunbook(io.cwd, file), env, noEnv });
  if (!parsed.ok) {
    // What could be read is planned all the same, so that every mistake comes at once.
    const further = parsed.partial && plannerOf(io, { ...options, noEnv: true }).plan(parsed.partial);
    const more = further && !further.ok ? further.diagnostics.filter((d) => d.severity === "error") : [];
    throw failed(file, [...parsed.diagnostics, ...more]);
  }
  const planned = plannerOf(io, options).plan(parsed.runbook);
  if (!planned.ok) throw failed(file, [...parsed.warnings, ...planned.diagnostics]);
  const { plan, rekeyed, bindings } = planned;
  const reused = reusesOf(planned.reused);
  const warnings = [...parsed.warnings, ...planned.warnings];
  return { runbook: parsed.runbook, plan, rekeyed, bindings, reused, warnings };
}

function reusesOf(found: ReadonlyMap<ArtifactId, FoundArtifact>): ReadonlyMap<ArtifactId, Reuse> {
  const reuses = [...found].map(([id, { run, artifact, message }]): [ArtifactId, Reuse] => {
    return [id, { from: run, fromArtifact: artifact, reason: "reuse", message }];
  });
  return new Map(reuses);
}

function plannerOf(io: Io, { registry, env, hmacKey, past, noEnv = false }: PlanOptions): Planner {
  const files = { ...fileAccess, resolve: (folder: string, path: string) => resolve(io.cwd, folder, path) };
  return new Planner({ registry, files, env, hmacKey, wctVersion: packageVersion(), noEnv, ...(past && { past }) });
}

/** Diagnostics of reading and of planning, as one list. */
function failed(file: string, all: readonly Diagnostic[]): WctError {
  // Both have hidden their own lines already.
  const [first, ...rest] = inFileOrder(all, { file, linesToHide: new Set() });
  if (first === undefined) {
    return wctError("WCT_INTERNAL", { message: "planning failed without a diagnostic; this is a bug in wct" });
  }
  return new WctError([first, ...rest]);
}
