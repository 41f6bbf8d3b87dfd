import type { OpenedDebug } from "../../app/debug/index.ts";
import type { RecordedRun } from "../../app/record/index.ts";
import type { DebugSession } from "../../debug/index.ts";
import { ClientBreakpoints } from "../breakpoints/index.ts";
import { VariableReferences } from "../variables/index.ts";
import type { EventOutlet } from "./event-outlet.ts";
import { RunEventReporter } from "./run-events.ts";
import { RunbookSources } from "./runbook-sources.ts";
import type { ScopeContext } from "./scope-context.ts";
import { SessionThreads } from "./threads.ts";

/** An open debug session with what the protocol needs to show it. */
export class OpenSession implements ScopeContext {
  readonly opened: OpenedDebug;
  readonly session: DebugSession;
  readonly breakpoints: ClientBreakpoints;
  readonly references = new VariableReferences();
  readonly threads: SessionThreads;
  readonly sources: RunbookSources;
  readonly reporter: RunEventReporter;
  #record: Promise<RecordedRun> | null = null;

  /** `breakpoints`: those of the session that this one forks. */
  constructor(opened: OpenedDebug, outlet: EventOutlet, breakpoints = new ClientBreakpoints()) {
    const { session } = opened;
    this.opened = opened;
    this.session = session;
    this.breakpoints = breakpoints;
    this.threads = new SessionThreads(session.plan);
    this.sources = new RunbookSources(session.plan, opened.runbook);
    const { threads, sources } = this;
    this.reporter = new RunEventReporter({ outlet, threads, sources });
  }

  /** Returns the run as the session shows it. */
  readonly record = (): Promise<RecordedRun> => {
    this.#record ??= this.opened.record();
    return this.#record;
  };

  /** What belonged to a stop is no longer valid. */
  leaveStop(): void {
    this.#record = null;
    this.references.clear();
  }
}
