import type { OpenedDebug } from "../../app/debug/index.ts";
import type { RecordedRun } from "../../app/record/index.ts";
import type { DebugSession } from "../../debug/index.ts";
import { ClientBreakpoints, RunbookLines } from "../breakpoints/index.ts";
import { VariableReferences } from "../variables/index.ts";
import type { EventOutlet } from "./event-outlet.ts";
import { RunEventReporter } from "./run-events.ts";
import { RunbookSource } from "./runbook-source.ts";
import type { ScopeContext } from "./scope-context.ts";
import { SessionThreads } from "./threads.ts";

/** An open debug session with what the protocol needs to show it. */
export class OpenSession implements ScopeContext {
  readonly opened: OpenedDebug;
  readonly session: DebugSession;
  readonly breakpoints: ClientBreakpoints;
  readonly references = new VariableReferences();
  readonly threads: SessionThreads;
  readonly source: RunbookSource;
  readonly lines: RunbookLines;
  readonly reporter: RunEventReporter;
  #record: Promise<RecordedRun> | null = null;

  /** `breakpoints`: those of the session that this one forks. */
  constructor(opened: OpenedDebug, outlet: EventOutlet, breakpoints = new ClientBreakpoints()) {
    const { session, runbook } = opened;
    this.opened = opened;
    this.session = session;
    this.breakpoints = breakpoints;
    this.threads = new SessionThreads(session.plan);
    this.source = new RunbookSource(runbook);
    this.lines = new RunbookLines(this.source.text, session.plan.artifacts);
    const { threads, source, lines } = this;
    this.reporter = new RunEventReporter({ outlet, threads, source, lines });
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
