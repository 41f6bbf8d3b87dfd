import type {
  Attempt,
  Clock,
  Cost,
  JobNews,
  Nanoseconds,
  RemotePlace,
  RemoteReport,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import type { Redactor } from "../jobs/index.ts";

interface WaitingParts {
  readonly id: string;
  readonly labels: readonly string[];
  readonly priority: number;
  readonly task: Task;
  readonly report: TaskReport;
  readonly resolve: (attempt: Attempt) => void;
}

/** A job whose outcome the executor waits for. */
export class WaitingJob {
  readonly id: string;
  readonly labels: readonly string[];
  readonly priority: number;
  readonly task: Task;
  readonly resolve: (attempt: Attempt) => void;
  readonly #report: TaskReport;
  readonly #redactor: Redactor;
  readonly #clock: Clock;
  readonly #submitted: Nanoseconds;
  /** The claim that began last. */
  #begunBy: number | null = null;
  /** What was said before an attempt began; only then is it recorded. */
  readonly #notes: RemoteReport["notes"][number][] = [];
  /** Costs that were reported, by claim: costs of lost attempts count too. */
  readonly #spent = new Map<number, readonly Cost[]>();

  constructor(parts: WaitingParts, { redactor, clock }: { readonly redactor: Redactor; readonly clock: Clock }) {
    this.id = parts.id;
    this.labels = parts.labels;
    this.priority = parts.priority;
    this.task = parts.task;
    this.resolve = parts.resolve;
    this.#report = parts.report;
    this.#redactor = redactor;
    this.#clock = clock;
    this.#submitted = clock.monotonic();
  }

  get hasBegun(): boolean {
    return this.#begunBy !== null;
  }

  /** Passes on what a worker reports. */
  tell(news: JobNews, body: RemoteReport): void {
    this.#begin(news, body);
    const { text } = this.#redactor;
    this.#notes.push(...body.notes);
    if (this.hasBegun) for (const note of this.#notes.splice(0)) this.#report.noted(note.level, text(note.text));
    if (body.progress !== null) this.#report.progress(body.progress.done, body.progress.total);
    const before = this.#spent.get(news.claim) ?? [];
    this.#spent.set(news.claim, body.costs);
    for (const { amount, unit } of body.costs) {
      const more = amount - (before.find((one) => one.unit === unit)?.amount ?? 0);
      if (more > 0) this.#report.cost(more, text(unit));
    }
  }

  #begin(news: JobNews, body: RemoteReport): void {
    const { claim, host } = news;
    if (body.thread === undefined || this.#begunBy === claim) return;
    const isFirst = this.#begunBy === null;
    this.#begunBy = claim;
    if (isFirst) this.#report.started(body.thread, null, this.#placeOf(news, body));
    else this.#report.noted("warn", `it began again on host ${host ?? "unknown"}`);
  }

  /** What a worker says of time is limited to what has passed here since the job was submitted. */
  #placeOf({ host, worker }: JobNews, { ranMs }: RemoteReport): RemotePlace | undefined {
    if (host === null || worker === null) return undefined;
    const most = this.#clock.monotonic() - this.#submitted;
    return { host: host.slice(0, 255), worker, age: Math.max(0, Math.min(most, ranMs * 1e6)) };
  }
}
