import type { WctError } from "../diagnostics/index.ts";
import {
  type Attempt,
  type ConfigAlteration,
  type Cost,
  type EventBody,
  type ExecutionPlan,
  type Gate,
  type GateDecision,
  openGate,
  type ReleasedBy,
  type StagedObject,
  sumOfCosts,
} from "../domain/index.ts";
import { addCosts } from "../run/index.ts";
import { RunFinisher } from "./ending.ts";
import { attemptEvent, startEvent } from "./facts.ts";
import { bugOf, rejection, stopFailure, unrecordable } from "./failures.ts";
import { begin, createFlight, type Flight, type FlightLog, failWith, reportOf, stopReporting } from "./flight.ts";
import { FlightTask } from "./flight-task.ts";
import { isJudged, whenDecided } from "./gate.ts";
import { Ledger } from "./ledger.ts";
import type { EarlyStop, ExecuteOptions, ExecutionResult, SessionFact } from "./options.ts";
import { PendingWork } from "./pending.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { type Replacement, recordConfigChange, recordReplacement } from "./replacement.ts";
import { createSchedule, type Schedule } from "./schedule.ts";
import { type Countdown, createCountdown } from "./timers.ts";

/** `running` until every artifact has ended; `broken` once the record cannot be written. */
type Phase = "running" | "ending" | "broken";

/** One execution of a plan. It starts on construction. */
export class Execution {
  readonly #options: ExecuteOptions;
  readonly #gate: Gate;
  readonly #schedule: Schedule;
  readonly #ledger: Ledger;
  readonly #recorder: Recorder;
  readonly #log: FlightLog;
  readonly #countdown: Countdown;
  readonly #startedAt: string;
  readonly #ending: RunFinisher;
  readonly #flights = new Map<number, Flight>();
  readonly #record = (body: EventBody, object: StagedObject | null = null): number => {
    const t = this.#recorder.record(body, object);
    if (this.#busy === 0) this.#recorder.flushSoon();
    return t;
  };
  readonly #gateBroke = (cause: unknown): void => this.#bug("the gate failed", cause);
  readonly #pending = new PendingWork();
  #phase: Phase = "running";
  #stop: EarlyStop | null = null;
  /** The error that made the execution `broken`. */
  #fatal: WctError | null = null;
  /** Number of artifacts that the producer is working on. */
  #busy = 0;
  #spent = 0;
  #cost: readonly Cost[] = [];

  constructor(plan: ExecutionPlan, options: ExecuteOptions) {
    this.#options = options;
    this.#gate = options.gate ?? openGate;
    this.#startedAt = options.startedAt.toISOString();
    this.#schedule = createSchedule(plan, options.weights ?? null);
    this.#recorder = createRecorder({
      clock: options.clock,
      writer: options.writer,
      listeners: options.listeners ?? [],
      startedAt: options.startedAt,
      hooks: {
        isIdle: () => this.#busy === 0,
        sealed: () => this.#pending.seal(),
        committed: () => this.#committed(),
        failed: (error) => this.#break(error),
        listenerFailed: (error, listener) => options.onListenerError?.(error, listener),
      },
    });
    const [schedule, recorder, record] = [this.#schedule, this.#recorder, this.#record];
    this.#ledger = new Ledger({
      ...{ ...options, schedule, record },
      decidedLate: () => this.#advance(),
      undecided: (cause) => this.#bug("reusable artifacts are unknown", cause),
    });
    this.#ending = new RunFinisher({ ...options, schedule, recorder, record, ledger: this.#ledger });
    this.#log = { clock: options.clock, record, elapsed: recorder.elapsed, spend: (amount) => this.#spend(amount) };
    this.#record(startEvent(plan, options));
    this.#countdown = createCountdown(options.clock, options.limits.timeoutMs, () => this.#stopFor("timeout"));
  }

  run(): Promise<ExecutionResult> {
    const { signal } = this.#options;
    const cancel = (): void => this.#stopFor("cancelled");
    signal?.addEventListener("abort", cancel, { once: true });
    this.#ledger.begin();
    if (signal?.aborted === true) cancel();
    this.#advance();
    return this.#ending.result.finally(() => {
      this.#countdown.cancel();
      signal?.removeEventListener("abort", cancel);
    });
  }

  /** Adds a fact of the debug session to the record until the run ends. A pause also pauses the time limit of the run. */
  record(fact: SessionFact): void {
    if (this.#phase !== "running") return;
    if (fact.type === "run.paused") this.#countdown.hold();
    if (fact.type === "run.continued") this.#countdown.resume();
    this.#record(fact);
  }

  /** Starts what can start. Ends the run if nothing is left. */
  #advance(): void {
    if (this.#phase !== "running") return;
    const { maxConcurrency } = this.#options.limits;
    while (this.#flights.size < maxConcurrency && this.#stop === null) {
      const next = this.#schedule.next();
      if (next === null) break;
      this.#ask(next.index, next.releasedBy);
    }
    if (!this.#schedule.isDone() || this.#flights.size > 0) return;
    this.#phase = "ending";
    this.#ending.begin({ stop: this.#stop, cost: this.#cost });
  }

  #ask(index: number, releasedBy: ReleasedBy): void {
    const artifact = this.#schedule.artifacts[index]!;
    const flight = createFlight({ index, artifact, attempt: 1, releasedBy, inputs: this.#ledger.inputsOf(index) });
    this.#flights.set(index, flight);
    if (this.#gate === openGate) {
      this.#submit(flight);
      return;
    }
    whenDecided(
      () => this.#gate.before(artifact, flight.inputs),
      (decision, waited) => {
        if (flight.stage !== "asking") return;
        if (waited) flight.releasedBy = { kind: "gate", artifact: null };
        if (decision.kind === "skip") this.#finish(flight, () => this.#ledger.skip(index, "debugger"));
        else if (decision.kind === "replace") this.#replace(flight, decision, null);
        else {
          recordConfigChange(flight, decision.altered, this.#record);
          this.#submit(flight);
        }
      },
      this.#gateBroke,
    );
  }

  #submit(flight: Flight): void {
    flight.stage = "submitted";
    this.#busy += 1;
    const answered = (attempt: Attempt): void => this.#answered(flight, attempt);
    const rejected = (error: unknown): void => this.#answered(flight, rejection(error));
    try {
      const task = new FlightTask(flight, this.#startedAt);
      this.#options.producer.produce(task, reportOf(flight, this.#log)).then(answered, rejected);
    } catch (error) {
      rejected(error);
    }
  }

  /** Never throws, because a promise that is not awaited calls it. */
  #answered(flight: Flight, answer: Attempt): void {
    this.#busy -= 1;
    try {
      this.#handle(flight, answer);
    } catch (cause) {
      this.#bug("an answer cannot be handled", cause);
    }
  }

  #handle(flight: Flight, answer: Attempt): void {
    if (this.#phase === "broken") {
      this.#rejectWhenIdle();
    } else if (flight.stage === "submitted" && this.#stop !== null) {
      // It waited for a thread and never began.
      const reason = this.#stop;
      this.#finish(flight, () => this.#ledger.skip(flight.index, reason));
    } else {
      begin(flight, null, this.#log);
      stopReporting(flight);
      this.#settle(flight, answer);
    }
  }

  #settle(flight: Flight, answer: Attempt): void {
    const { verdict } = flight;
    const end = { object: null, ended: answer.ended, elsewhere: answer.elsewhere };
    const attempt: Attempt = verdict === null ? answer : { outcome: "failed", failure: verdict, ...end };
    flight.stage = "deciding";
    flight.outcome = attempt;
    if (flight.cost.length > 0) this.#cost = addCosts(this.#cost, flight.cost);
    this.#record(attemptEvent(flight, attempt, this.#recorder.elapsed), attempt.object);
    const asks = this.#stop === null && isJudged(this.#gate, flight.artifact, attempt);
    if (asks) this.#pending.next.undecided.push({ flight, attempt });
    else this.#decide(flight, attempt, { kind: "pass" });
  }

  #decide(flight: Flight, attempt: Attempt, decision: GateDecision): void {
    if (flight.stage !== "deciding") return;
    const { index } = flight;
    if (decision.kind === "skip") this.#finish(flight, () => this.#ledger.skip(index, "debugger"));
    else if (decision.kind === "retry") this.#retry(flight, decision.altered);
    else if (decision.kind === "replace") this.#replace(flight, decision, attempt);
    else if (attempt.outcome === "failed") this.#finish(flight, () => this.#ledger.fail(index, attempt.failure));
    else this.#finish(flight, () => this.#ledger.complete(index, attempt.message));
  }

  #retry(flight: Flight, altered: ConfigAlteration | undefined): void {
    recordConfigChange(flight, altered, this.#record);
    const releasedBy: ReleasedBy = { kind: "gate", artifact: null };
    const again = createFlight({ ...flight, attempt: flight.attempt + 1, releasedBy });
    flight.stage = "over";
    this.#flights.set(flight.index, again);
    this.#submit(again);
  }

  #replace(flight: Flight, replacement: Replacement, attempt: Attempt | null): void {
    recordReplacement(flight, replacement, { attempt, record: this.#record });
    this.#finish(flight, () => this.#ledger.complete(flight.index, replacement.message));
  }

  /** Ends a flight. Its slot becomes free when the end is committed. */
  #finish(flight: Flight, end: () => void): void {
    flight.stage = "over";
    this.#pending.next.ended.push(flight.index);
    end();
  }

  #committed(): void {
    try {
      if (this.#phase === "ending") this.#ending.committed();
      else this.#continue();
    } catch (cause) {
      this.#bug("the run cannot continue", cause);
    }
  }

  #continue(): void {
    const { ended, undecided } = this.#pending.sealed;
    this.#schedule.turn();
    for (const index of ended) {
      this.#flights.delete(index);
      this.#schedule.freeSlot(index);
    }
    this.#ledger.propagate(ended);
    for (const { flight, attempt } of undecided) {
      whenDecided(
        () => this.#gate.after(flight.artifact, attempt),
        (decision) => this.#decide(flight, attempt, decision),
        this.#gateBroke,
      );
    }
    this.#advance();
  }

  #spend(amount: number): void {
    this.#spent = sumOfCosts(this.#spent, amount);
    const { costLimit } = this.#options.limits;
    if (costLimit !== null && this.#spent > costLimit) this.#stopFor("cost-limit");
  }

  /** Aborts artifacts in progress, which fail with the reason's code, and skips artifacts that have not begun. */
  #stopFor(reason: EarlyStop): void {
    if (this.#phase !== "running" || this.#stop !== null || this.#schedule.isDone()) return;
    this.#stop = reason;
    const failure = stopFailure(reason, this.#options.limits);
    for (const index of this.#schedule.artifacts.keys()) {
      if (this.#schedule.endOf(index) !== null) continue;
      const flight = this.#flights.get(index);
      if (flight === undefined) this.#ledger.skip(index, reason);
      else if (flight.stage === "asking") this.#finish(flight, () => this.#ledger.skip(index, reason));
      // Its work has ended, and is recorded.
      else if (flight.outcome !== null) this.#decide(flight, flight.outcome, { kind: "pass" });
      else failWith(flight, failure);
    }
  }

  #bug(what: string, cause: unknown): void {
    this.#break(bugOf(what, cause));
  }

  /** Stops the run, which must not continue unrecorded. Waits until the producer has ended its current work. */
  #break(error: WctError): void {
    if (this.#phase === "broken") return;
    this.#phase = "broken";
    this.#fatal = error;
    this.#recorder.close();
    for (const flight of this.#flights.values()) {
      stopReporting(flight);
      failWith(flight, unrecordable);
    }
    this.#rejectWhenIdle();
  }

  #rejectWhenIdle(): void {
    if (this.#busy === 0) this.#ending.reject(this.#fatal);
  }
}
