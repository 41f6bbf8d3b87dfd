import { type ImportedRun, importBundle } from "../app/bundle/index.ts";
import { listRuns, openRun, type RunListFilter, readStore, unlistedRuns, writeStore } from "../app/open/index.ts";
import { readRecord } from "../app/record/index.ts";
import {
  type Erasure,
  type ErasureRules,
  erase,
  type Pruned,
  type PruneRules,
  planErasure,
  planPrune,
  prune,
  requireNoActiveRun,
} from "../app/retention/index.ts";
import { type Verification, verify } from "../app/verify/index.ts";
import type { RunId, RunSummary } from "../domain/index.ts";
import type { LibraryContext } from "./context.ts";
import { type DebuggedRun, type DebugRecordOptions, debugRecord } from "./debugged-run.ts";
import { OpenedRun } from "./opened-run.ts";

/** Whether a call removes something, or only returns what it would remove. */
export interface RemovalMode {
  readonly dryRun?: boolean | undefined;
}

/** The runs that a store records. All methods except prune, erase and import only read; a missing store is an error. */
export class Runs {
  readonly #context: LibraryContext;

  /** @internal Use {@link Wct.runs}. */
  constructor(context: LibraryContext) {
    this.#context = context;
  }

  /** Lists runs, newest first, without those whose row is damaged; see {@link unlisted}. Throws WCT_STORE_*. */
  async list(filter: RunListFilter = {}): Promise<readonly RunSummary[]> {
    await using store = await readStore(this.#context.host, this.#context.store);
    return await listRuns(store, filter);
  }

  /** Returns runs that the list cannot show, because they are lost or damaged; {@link verify} reports the damage. */
  async unlisted(): Promise<readonly RunId[]> {
    await using store = await readStore(this.#context.host, this.#context.store);
    return await unlistedRuns(store);
  }

  /**
   * Opens a run for reading, by id, prefix, `latest`, `latest:failed`, `latest~1` or the path of a bundle. The caller
   * disposes of it. `previous` means the run before `than`. Throws WCT_RUN_NOT_FOUND, WCT_RUN_AMBIGUOUS,
   * WCT_RUN_RECORD_CORRUPT, WCT_STORE_*, WCT_BUNDLE_*.
   */
  async open(reference: string, { than }: { readonly than?: RunSummary | undefined } = {}): Promise<OpenedRun> {
    const { host, store } = this.#context;
    const opened = await openRun(host, reference, store, than);
    try {
      return new OpenedRun(this.#context, opened, await readRecord(opened.store, opened.run));
    } catch (error) {
      await opened[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Opens a debug session over a recorded run: forwards and backwards, executing nothing. Throws the errors of opening a
   * run, WCT_DEBUG_BREAKPOINT, WCT_USAGE_CONDITION.
   */
  async debug(reference: string, options: DebugRecordOptions = {}): Promise<DebuggedRun> {
    return await debugRecord(this.#context, reference, options);
  }

  /** Checks event chains and contents of a run, of a bundle, or of the whole store. Returns damage as a result. */
  async verify({
    run,
    head,
  }: {
    readonly run?: string | undefined;
    readonly head?: string | undefined;
  } = {}): Promise<Verification> {
    return await verify(this.#context.host, { reference: run, head, store: this.#context.store });
  }

  /** Removes runs, or only their raw content. Throws WCT_USAGE without a rule. */
  async prune({ dryRun = false, ...rules }: PruneRules & RemovalMode): Promise<Pruned> {
    const { host, store: dir } = this.#context;
    await using readable = await readStore(host, dir);
    const planned = await planPrune(readable, rules);
    if (dryRun) return { report: planned.report, runs: planned.runs, raw: planned.raw };
    await using writable = await writeStore(host, dir);
    return await prune(writable, planned);
  }

  /**
   * Erases a person from all runs, or from those named; their records stay verifiable. The result never contains the
   * subject. Throws WCT_USAGE for a subject that is too short, WCT_RUN_ACTIVE while a run is in progress.
   */
  async erase({ dryRun = false, ...rules }: ErasureRules & RemovalMode): Promise<Erasure> {
    const { host, store: dir } = this.#context;
    const planned = await this.#plannedErasure(rules);
    if (dryRun) return planned;
    requireNoActiveRun(planned.report);
    await using writable = await writeStore(host, dir);
    return await erase(writable, planned, { ...rules, onlyPlanned: false });
  }

  async #plannedErasure(rules: ErasureRules): Promise<Erasure> {
    await using readable = await readStore(this.#context.host, this.#context.store);
    return await planErasure(readable, rules);
  }

  /** Imports the run of a bundle, completely or not at all. Throws WCT_BUNDLE_*. */
  async importBundle(file: string, { head }: { readonly head?: string | undefined } = {}): Promise<ImportedRun> {
    const { host, store } = this.#context;
    return await importBundle(host, { file, store, head });
  }
}
