import {
  type DebugOptions,
  type OpenedDebug,
  openLiveDebug,
  openRecordedDebug,
  type RecordedDebugOptions,
} from "../app/debug/index.ts";
import { viewOf } from "../app/record/index.ts";
import type { DebugSession } from "../debug/index.ts";
import type { ExecutionResult } from "../executor/index.ts";
import type { RunView } from "../render/index.ts";
import type { LibraryContext } from "./context.ts";
import { OpenedArtifact } from "./opened-artifact.ts";
import type { RunbookPlan } from "./runbook-plan.ts";
import { draftAgain } from "./running-run.ts";

type GivenByContext = "store" | "plugins" | "onPlanned" | "draft";
export interface DebugRunOptions extends Omit<DebugOptions, GivenByContext> {}
export interface DebugRecordOptions extends Omit<RecordedDebugOptions, GivenByContext> {}

/**
 * A debug session: `session` moves, changes and evaluates; the other members show the run at its position. Disposing of
 * it ends the session; a live run that has not ended is then cancelled and recorded so.
 */
export class DebuggedRun implements AsyncDisposable {
  readonly session: DebugSession;
  /** Resolves when a live run has ended; null for a recorded run. */
  readonly result: Promise<ExecutionResult> | null;
  /** What could not be opened or shown, in sentences. */
  readonly notes: readonly string[];
  readonly #opened: OpenedDebug;

  /** @internal Use {@link Wct.debug} or {@link Runs.debug}. */
  constructor(opened: OpenedDebug) {
    this.#opened = opened;
    this.session = opened.session;
    this.result = opened.result;
    this.notes = opened.notes;
  }

  /** Returns the run at the position, as `wct inspect RUN --json` shows a run. */
  async inspect(): Promise<RunView> {
    return viewOf(await this.#opened.record());
  }

  /** Returns an artifact at the position, with its content. Throws WCT_RUN_ARTIFACT_ABSENT with the nearest id. */
  async artifact(id: string): Promise<OpenedArtifact> {
    return new OpenedArtifact(this.#opened.store, await this.#opened.record(), id);
  }

  /**
   * Ends this session, and starts a live one that reuses everything complete at the position, with the changes that are
   * set. Throws the errors of planning; this session then stays as it is.
   */
  async fork(): Promise<DebuggedRun> {
    return new DebuggedRun(await this.#opened.fork());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]();
  }
}

/** Opens a session over a new run; see {@link Wct.debug}. */
export async function debugPlan(
  context: LibraryContext,
  plan: RunbookPlan | string,
  options: DebugRunOptions,
): Promise<DebuggedRun> {
  const { host, store, plugins } = context;
  const given = { ...options, store, plugins };
  if (typeof plan === "string") return new DebuggedRun(await openLiveDebug(host, plan, given));
  const draft = await draftAgain(context, plan);
  return new DebuggedRun(await openLiveDebug(host, plan.file, { ...given, draft, envFile: plan.envFile }));
}

/** Opens a session over a recorded run; see {@link Runs.debug}. */
export async function debugRecord(
  { host, store, plugins }: LibraryContext,
  reference: string,
  options: DebugRecordOptions,
): Promise<DebuggedRun> {
  return new DebuggedRun(await openRecordedDebug(host, reference, { ...options, store, plugins }));
}
