import type { RemoteMode } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { ConfigOverride } from "../../runbook/index.ts";
import type { Host } from "../host/index.ts";
import { environment } from "../places/index.ts";
import {
  createHashedFiles,
  createReuseLookup,
  type HashProgress,
  type PlannedRunbook,
  planWithReuse,
} from "../plan/index.ts";
import { loadPartly } from "../plugins/index.ts";

export interface DraftOptions {
  /** Plugins to load in addition to those of `wct.yaml`: names of packages, or paths. */
  readonly plugins?: readonly string[] | undefined;
  /** A file of variables; those of the host take precedence. */
  readonly envFile?: string | undefined;
  /** Folder of the store in which `reuse` finds runs. */
  readonly store?: string | undefined;
  /** Values that replace those of the runbook's configurations; none by default. */
  readonly overrides?: readonly ConfigOverride[] | undefined;
  /** Returns the listener for the hashing progress of a large file, given its absolute path. */
  readonly progressOf?: (path: string) => HashProgress;
  /** False: no file is hashed, which is enough for a plan that is neither executed nor compared. Default true. */
  readonly hashesFiles?: boolean | undefined;
  /** Which artifacts workers make; none by default. */
  readonly remote?: RemoteMode | undefined;
}

/** A runbook that is planned and not yet tied to a store. Nothing has been written for it. */
export interface RunDraft {
  readonly planned: PlannedRunbook;
  readonly registry: Registry;
}

/**
 * Plans a runbook for a run: loads plugins, hashes the files that it names, looks up what it reuses. Throws a WctError
 * with all problems, in file order.
 */
export async function draftRun(host: Host, file: string, options: DraftOptions = {}): Promise<RunDraft> {
  const { registry, runsOn, problems: registryProblems } = await loadPartly(host, options.plugins);
  const env = environment(host, options.envFile);
  const past = createReuseLookup(host, options.store);
  // A temporary key: an invalid runbook must not create the store, which contains the right one.
  const hmacKey = new Uint8Array(32);
  const { overrides = [], hashesFiles = true } = options;
  const hashed = hashesFiles ? { hashed: createHashedFiles(host, options.progressOf) } : {};
  const labelled = options.remote === undefined ? {} : { labelledTypes: new Set(runsOn.keys()) };
  const asked = { registry, registryProblems, env, past, hmacKey, overrides, ...hashed, ...labelled };
  const planned = await planWithReuse(host, file, asked);
  return { planned, registry };
}
