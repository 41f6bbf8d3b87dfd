import type {
  ArtifactId,
  Attempt,
  Clock,
  Nanoseconds,
  RemoteOutcome,
  RemoteReport,
  RemoteUpdate,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import type { Redactor } from "../jobs/index.ts";
import { Claims } from "./claims.ts";

interface WaitingParts {
  readonly id: string;
  readonly labels: readonly string[];
  readonly priority: number;
  readonly task: Task;
  readonly report: TaskReport;
  readonly resolve: (attempt: Attempt) => void;
}

export interface WaitingOptions {
  readonly isPlanned: (artifact: ArtifactId) => boolean;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** A job whose outcome the executor waits for. */
export class WaitingJob {
  readonly id: string;
  readonly labels: readonly string[];
  readonly priority: number;
  readonly task: Task;
  readonly #resolve: WaitingParts["resolve"];
  readonly #report: TaskReport;
  readonly #options: WaitingOptions;
  readonly #claims: Claims;
  /** What was said before an attempt began; only then is it recorded. */
  readonly #notes: RemoteReport["notes"][number][] = [];

  constructor(parts: WaitingParts, options: WaitingOptions) {
    this.id = parts.id;
    this.labels = parts.labels;
    this.priority = parts.priority;
    this.task = parts.task;
    this.#resolve = parts.resolve;
    this.#report = parts.report;
    this.#options = options;
    this.#claims = new Claims(this.#now());
  }

  /** Whether no worker makes it, as far as is known. */
  get isIdle(): boolean {
    return this.#claims.isIdle;
  }

  /** Passes on what a worker reports. */
  tell(update: RemoteUpdate, body: RemoteReport): void {
    const report = this.#report;
    const { text } = this.#options.redactor;
    const { begun, again, costs } = this.#claims.reported(update, this.#checked(body), this.#now());
    if (begun !== null) report.started(begun.thread, begun.waitedFor, begun.place);
    if (again !== null) report.noted("warn", `it began again on host ${again.host}`, again);
    this.#notes.push(...body.notes);
    if (this.#claims.hasBegun) for (const note of this.#notes.splice(0)) report.noted(note.level, text(note.text));
    if (body.progress !== null) report.progress(body.progress.done, body.progress.total);
    for (const { amount, unit } of costs) report.cost(amount, unit);
  }

  /** Ends the attempt. `by`: the outcome that ended it; null if none did. */
  end(attempt: Attempt, by: { readonly update: RemoteUpdate; readonly outcome: RemoteOutcome } | null): void {
    const now = this.#now();
    if (by?.outcome.outcome === "lost") this.#claims.lost(by.update, now);
    const ranMs = by !== null && "report" in by.outcome ? by.outcome.report.ranMs : null;
    const elsewhere = this.#claims.end(now, ranMs, by?.update ?? null);
    this.#resolve(
      elsewhere === undefined ? attempt : { ...attempt, elsewhere, ended: elsewhere.remote?.ended ?? null },
    );
  }

  /** Workers are not trusted: an artifact that the plan does not have cannot have released another. */
  #checked(report: RemoteReport): RemoteReport {
    const { isPlanned, redactor } = this.#options;
    const { waitedFor } = report;
    const costs = report.costs.map(({ amount, unit }) => ({ amount, unit: redactor.text(unit) }));
    if (waitedFor === undefined || (waitedFor !== null && isPlanned(waitedFor))) return { ...report, costs };
    return { ...report, costs, waitedFor: null };
  }

  #now(): Nanoseconds {
    return this.#options.clock.monotonic();
  }
}
