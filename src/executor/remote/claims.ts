import type {
  ArtifactId,
  Cost,
  LostWork,
  Nanoseconds,
  RemotePlace,
  RemoteReport,
  RemoteUpdate,
  RemoteWork,
  WorkElsewhere,
} from "../../domain/index.ts";

/** What is known of one taking of a job. Times are readings of this process's monotonic clock. */
interface Claim {
  readonly number: number;
  readonly host: string;
  readonly worker: string;
  thread: number | null;
  began: Nanoseconds | null;
  progress: RemoteReport["progress"];
  costs: readonly Cost[];
  loss: { readonly reason: LostWork["reason"]; readonly at: Nanoseconds } | null;
}

type Sender = Pick<RemoteUpdate, "claim" | "worker" | "host">;

/** Longest name of a host that is recorded: workers write it themselves. */
const longestHost = 255;

/**
 * The workers that took one job, as far as they were heard of. Clocks of other machines are never read: an age that a
 * worker measured is taken from the moment at which this process learned of it, and nothing begins before the job was
 * submitted.
 */
export class Claims {
  readonly #submitted: Nanoseconds;
  /** By number and worker: a server that crashed may number the next taking as the one that it forgot. */
  readonly #all = new Map<string, Claim>();
  #hasBegun = false;

  constructor(submitted: Nanoseconds) {
    this.#submitted = submitted;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether no worker has begun it, or those that had are gone. */
  get isIdle(): boolean {
    return [...this.#all.values()].every(({ began, loss }) => began === null || loss !== null);
  }

  /**
   * Adds a report. Returns what the start of the work is reported with, if it is the first that any worker began, and
   * the costs that are new.
   */
  reported(sender: Sender, report: RemoteReport, now: Nanoseconds) {
    const claim = this.#of(sender);
    const costs = newCosts(claim?.costs ?? [], report.costs);
    if (claim === null) return { begun: this.#beginOnce(report, now), again: null, costs };
    if (report.isLost === true || report.isGivenBack === true) {
      // Others tell of a loss, who do not know what it spent.
      claim.loss ??= { reason: report.isLost === true ? "lost" : "given-back", at: now };
      return { begun: null, again: null, costs: [] };
    }
    claim.costs = report.costs;
    claim.progress = report.progress ?? claim.progress;
    // What a lost worker says late adds costs, and no times.
    if (report.thread === undefined || claim.loss !== null) return { begun: null, again: null, costs };
    const isNew = claim.began === null;
    claim.thread = report.thread;
    const began = Math.max(this.#submitted, Math.min(now - nanosecondsOf(report.ranMs), now));
    claim.began = claim.began === null ? began : Math.min(claim.began, began);
    if (isNew) this.#leaveBehind(claim, now);
    const begun = this.#beginOnce(report, now, claim);
    return { begun, again: isNew && begun === null ? placeOf(report, now, claim) : null, costs };
  }

  /** The last worker was lost, and no other tries. */
  lost(sender: Sender, now: Nanoseconds): void {
    const claim = this.#of(sender);
    if (claim !== null) claim.loss = { reason: "lost", at: now };
  }

  /**
   * Returns what is known when the attempt ends. `ranMs`: as its worker measured, null if that was not heard. `by`: who
   * ended it, which is not always the last that began: a server that crashed may let two workers make the same job.
   */
  end(now: Nanoseconds, ranMs: number | null, by: Sender | null = null): WorkElsewhere | undefined {
    const claims = [...this.#all.values()].sort((a, b) => a.number - b.number);
    const own = by === null ? undefined : this.#all.get(nameOf(by));
    const isOwn = own !== undefined && own.began !== null && own.loss?.reason !== "lost";
    const current = isOwn ? own : claims.findLast(({ began, loss }) => began !== null && loss === null);
    const lost = claims.flatMap((claim) => (claim === current ? [] : (lostOf(claim) ?? [])));
    const remote = current === undefined ? null : this.#workOf(current, now, ranMs);
    return remote === null && lost.length === 0 ? undefined : { remote, lost };
  }

  #workOf({ host, worker, thread, began }: Claim, now: Nanoseconds, ranMs: number | null): RemoteWork {
    const from = began ?? now;
    const ended = ranMs === null ? now : Math.min(now, Math.max(from, from + nanosecondsOf(ranMs)));
    return { host, worker, thread, began: from, ended };
  }

  #of({ claim, worker, host }: Sender): Claim | null {
    if (worker === null || host === null) return null;
    const known = this.#all.get(nameOf({ claim, worker }));
    if (known !== undefined) return known;
    const added: Claim = {
      number: claim,
      ...{ host: host.slice(0, longestHost), worker, thread: null, began: null },
      ...{ progress: null, costs: [], loss: null },
    };
    this.#all.set(nameOf({ claim, worker }), added);
    return added;
  }

  /** What the worker before said when it was stopped may not have arrived. */
  #leaveBehind(next: Claim, now: Nanoseconds): void {
    for (const claim of this.#all.values()) {
      const isEarlier = claim !== next && claim.number <= next.number;
      if (isEarlier && claim.began !== null) claim.loss ??= { reason: "given-back", at: now };
    }
  }

  #beginOnce(report: RemoteReport, now: Nanoseconds, by?: Claim) {
    if (this.#hasBegun || report.thread === undefined) return null;
    this.#hasBegun = true;
    const waitedFor: ArtifactId | null = report.waitedFor ?? null;
    return { thread: report.thread, waitedFor, place: by === undefined ? undefined : placeOf(report, now, by) };
  }
}

const nameOf = ({ claim, worker }: Pick<Sender, "claim" | "worker">): string => `${claim} ${worker}`;

/** A job that an earlier worker had waited for another one. */
function placeOf({ waitedFor }: RemoteReport, now: Nanoseconds, { number, host, worker, began }: Claim): RemotePlace {
  return { host, worker, age: now - (began ?? now), hasWaited: waitedFor !== undefined || number > 0 };
}

const nanosecondsOf = (ms: number): Nanoseconds => Math.round(ms * 1e6);

function lostOf({ host, worker, thread, began, progress, costs, loss }: Claim): LostWork | null {
  return loss === null
    ? null
    : { host, worker, thread, reason: loss.reason, began, ended: loss.at, progress, cost: costs };
}

/** Reports hold totals. */
function newCosts(before: readonly Cost[], now: readonly Cost[]): readonly Cost[] {
  return now.flatMap(({ amount, unit }) => {
    const more = amount - (before.find((one) => one.unit === unit)?.amount ?? 0);
    return more > 0 ? [{ amount: more, unit }] : [];
  });
}
