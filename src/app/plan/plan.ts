import { type Diagnostic, WctError, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, FileAccess, RunLimits } from "../../domain/index.ts";
import type { Reuse } from "../../executor/index.ts";
import {
  type Bindings,
  type FoundArtifact,
  inFileOrder,
  type PastArtifacts,
  Planner,
  type RulesetUse,
} from "../../planner/index.ts";
import type { Registry } from "../../registry/index.ts";
import { type ConfigOverride, parseRunbook, type Runbook } from "../../runbook/index.ts";
import { type Host, packageVersion } from "../host/index.ts";
import { checkedDocuments } from "./checked-documents.ts";
import { unhashedFiles } from "./file-digests.ts";
import { readRunbook } from "./read-runbook.ts";

export interface PlannedRunbook {
  readonly runbook: Runbook;
  /** The runbooks that it includes, directly or not; the plan contains their artifacts. */
  readonly children: readonly Runbook[];
  readonly plan: ExecutionPlan;
  /** Returns the plan under another key; see the planner. */
  readonly rekeyed: (hmacKey: Uint8Array) => ExecutionPlan;
  /** With the values of variables, which the plan does not contain. */
  readonly limits: RunLimits;
  readonly bindings: Bindings;
  /** The sources of artifacts that are made by `reuse`. */
  readonly reused: ReadonlyMap<ArtifactId, Reuse>;
  readonly warnings: readonly Diagnostic[];
}

export interface PlanOptions {
  readonly registry: Registry;
  /**
   * Problems of plugins that are missing in the registry; reported together with those of the runbook. Default: none.
   */
  readonly registryProblems?: readonly Diagnostic[];
  readonly env: ReadonlyMap<string, string>;
  /** Key of the HMACs in fingerprints. */
  readonly hmacKey: Uint8Array;
  readonly noEnv?: boolean;
  /** Values that replace those of the runbook's configurations; none by default. */
  readonly overrides?: readonly ConfigOverride[];
  /** The artifacts that `reuse` can take; none by default. */
  readonly past?: PastArtifacts;
  /** Whether a child runbook may be planned by itself, with its inputs open; the plan cannot be executed. Default false. */
  readonly allowsInputs?: boolean;
  /** As for the planner. */
  readonly labelledTypes?: ReadonlySet<string>;
  /** By default no file is hashed; enough for plans that are not executed. */
  readonly files?: FileAccess;
  /** Called for each ruleset that the runbook's components use. */
  readonly onRuleset?: (use: RulesetUse) => void;
}

/** Reads, parses and plans a runbook. Throws a WctError with all diagnostics, in file order. */
export function planRunbook(host: Host, file: string, options: PlanOptions): PlannedRunbook {
  const { env, noEnv = false, registryProblems = [] } = options;
  const parsed = parseRunbook({ file, bytes: readRunbook(host.cwd, file), env, noEnv });
  if (!parsed.ok || registryProblems.length > 0) {
    // The readable part is checked as well, so that all errors are reported together.
    const readable = parsed.ok ? parsed.runbook : parsed.partial;
    const further = readable && plannerOf(host, options).check(readable);
    const more = further?.filter(({ severity }) => severity === "error") ?? [];
    const own = parsed.ok ? parsed.warnings : parsed.diagnostics;
    throw failed(file, [...registryProblems, ...own, ...more]);
  }
  const planned = plannerOf(host, options).plan(parsed.runbook);
  if (!planned.ok) throw failed(file, [...parsed.warnings, ...planned.diagnostics]);
  const { plan, children, rekeyed, limits, bindings } = planned;
  const reused = reusesOf(planned.reused);
  const warnings = [...parsed.warnings, ...planned.warnings];
  return { runbook: parsed.runbook, children, plan, rekeyed, limits, bindings, reused, warnings };
}

function reusesOf(found: ReadonlyMap<ArtifactId, FoundArtifact>): ReadonlyMap<ArtifactId, Reuse> {
  const reuses = [...found].map(([id, { run, artifact, message }]): [ArtifactId, Reuse] => {
    return [id, { from: run, fromArtifact: artifact, reason: "reuse", message }];
  });
  return new Map(reuses);
}

function plannerOf(host: Host, options: PlanOptions): Planner {
  const {
    registry,
    registryProblems = [],
    env,
    hmacKey,
    past,
    noEnv = false,
    overrides = [],
    allowsInputs = false,
  } = options;
  return new Planner({
    registry,
    isRegistryPartial: registryProblems.length > 0,
    files: options.files ?? unhashedFiles(host.cwd),
    env,
    hmacKey,
    wctVersion: packageVersion(),
    noEnv,
    overrides,
    allowsInputs,
    ...(past && { past }),
    ...(options.labelledTypes && { labelledTypes: options.labelledTypes }),
    ...(options.onRuleset && { onRuleset: options.onRuleset }),
    checkedDocuments: checkedDocuments(),
  });
}

/** Combines diagnostics of reading, of planning and of rulesets into one list. */
export function failed(file: string, all: readonly Diagnostic[]): WctError {
  // Both have already hidden their lines.
  const [first, ...rest] = inFileOrder(all, { file, linesToHide: new Set() });
  if (first === undefined) {
    return wctError("WCT_INTERNAL", { message: "planning failed without a diagnostic; this is a bug in wct" });
  }
  return new WctError([first, ...rest]);
}
