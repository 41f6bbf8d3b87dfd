import { resolve } from "node:path";
import { type Diagnostic, isWctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { environment } from "../places/index.ts";
import { loadPartly } from "../plugins/index.ts";
import { createReuseLookup, planWithReuse } from "./reuse-lookup.ts";

export interface ValidateRequest {
  /** Plugins to load in addition to those of `wct.yaml`. */
  readonly plugins?: readonly string[] | undefined;
  /** A file of variables; those of the host take precedence. */
  readonly envFile?: string | undefined;
  /** Folder of the store in which `reuse` finds runs. */
  readonly store?: string | undefined;
  /** Keeps placeholders as written, whatever the values of variables. */
  readonly noEnv?: boolean | undefined;
}

export interface Validated {
  /** Errors and warnings of all files, in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plans of the valid runbooks, by file as named. */
  readonly plans: ReadonlyMap<string, ExecutionPlan>;
}

/** Finds all errors of runbooks; executes and writes nothing, and reads no file that a runbook names. */
export async function validateRunbooks(
  host: Host,
  files: readonly string[],
  request: ValidateRequest = {},
): Promise<Validated> {
  const { registry, problems: registryProblems } = await loadPartly(host, request.plugins);
  const env = environment(host, request.envFile);
  const past = createReuseLookup(host, request.store);
  const found = new Map<string, Diagnostic>();
  // Every runbook reports the problems of plugins again, and one that includes another the problems in that.
  const add = (all: readonly Diagnostic[]): void => {
    for (const one of all) {
      const { code, message, location } = one;
      const place = location === undefined ? null : { ...location, file: resolve(host.cwd, location.file) };
      const key = JSON.stringify([code, message, place]);
      if (!found.has(key)) found.set(key, one);
    }
  };
  const plans = new Map<string, ExecutionPlan>();
  // The key only affects fingerprints, which validation discards.
  const fixed = { hmacKey: new Uint8Array(32), allowsInputs: true };
  const options = { ...fixed, registry, registryProblems, env, past, noEnv: request.noEnv ?? false };
  for (const file of files) {
    try {
      const { plan, warnings } = await planWithReuse(host, file, options);
      add(warnings);
      plans.set(file, plan);
    } catch (error) {
      if (!isWctError(error) || error.exitCode !== 2) throw error;
      add(error.diagnostics);
    }
  }
  return { diagnostics: [...found.values()], plans };
}
