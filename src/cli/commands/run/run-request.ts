import { parseReplacement } from "../../../app/fork/index.ts";
import { readText } from "../../../app/places/index.ts";
import type { PlannedRunbook } from "../../../app/plan/index.ts";
import type { DraftOptions, PrepareOptions, ReuseSource } from "../../../app/run/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import { parseOverride } from "../../../runbook/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { createHashProgress } from "../../output/progress.ts";
import { reportDiagnostics } from "../../report.ts";

/** Options of commands that execute a runbook. */
export interface RunCommandOptions extends GlobalOptions {
  readonly maxConcurrency?: number;
  readonly workers?: number;
  /** In MiB. */
  readonly workerMemory?: number;
  readonly timeout?: number;
  readonly output?: string;
  readonly export?: readonly string[];
  readonly envFile?: string;
  readonly plugin?: readonly string[];
  /** A reference to the run whose results are reused. */
  readonly resume?: string;
  /** Reuse unchanged artifacts of the runbook's newest runs; connectors are asked whether their sources changed. */
  readonly incremental?: boolean;
  /** A reference to the run that is forked. */
  readonly fork?: string;
  /** A selection. */
  readonly select?: string;
  /** Selections of artifacts that are not reused. */
  readonly force?: readonly string[];
  /** `ARTIFACT.config.PATH=VALUE` */
  readonly set?: readonly string[];
  /** `ARTIFACT=FILE` */
  readonly replace?: readonly string[];
  /** A reference to the run that is taken over. */
  readonly adopt?: string;
  /** Without a value: true. */
  readonly remote?: true | "all";
}

/** Throws WCT_USAGE for options that cannot be combined, and for values that are not well formed. */
export function runRequest(io: Io, options: RunCommandOptions): DraftOptions & PrepareOptions {
  const { timeout, quiet = false, store, output, maxConcurrency, workers, workerMemory, envFile } = options;
  return {
    ...{ store, output, maxConcurrency, workers, workerMemory, envFile },
    plugins: options.plugin,
    exports: options.export,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    ...(options.remote === undefined ? {} : { remote: options.remote === "all" ? "all" : "slow" }),
    ...{ reuse: reuseSource(options), select: options.select, force: options.force },
    overrides: (options.set ?? []).map((text) => parseOverride(text)),
    replacements: (options.replace ?? []).map(parseReplacement),
    onPlanned: (planned) => warn(io, planned, options),
    progressOf: (path) => createHashProgress(io, { path, quiet }),
  };
}

function reuseSource({ resume, incremental = false, fork }: RunCommandOptions): ReuseSource | undefined {
  const given = [
    ...(resume === undefined ? [] : ["--resume"]),
    ...(incremental ? ["--incremental"] : []),
    ...(fork === undefined ? [] : ["--fork"]),
  ];
  if (given.length > 1) {
    throw wctError("WCT_USAGE", {
      message: `${given.slice(0, -1).join(", ")} and ${given.at(-1)} cannot be combined`,
      hint: reuseHint,
    });
  }
  if (resume !== undefined) return { kind: "run", run: resume };
  if (fork !== undefined) return { kind: "fork", run: fork };
  return incremental ? { kind: "newest" } : undefined;
}

const reuseHint =
  "--resume reuses one run, including sources; --incremental reuses the newest runs and reads changed sources again; --fork reuses one run, also what was changed by hand";

async function warn(io: Io, { warnings }: PlannedRunbook, options: RunCommandOptions): Promise<void> {
  if (warnings.length === 0) return;
  const source = (path: string) => readText(io.cwd, path);
  await reportDiagnostics(io, warnings, { json: false, source, color: options.color });
}
