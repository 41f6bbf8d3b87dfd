import { isWctError, type WctError, wctError } from "../diagnostics/index.ts";
import {
  type Attempt,
  type Cost,
  type EventBody,
  type ExecutionPlan,
  type Gate,
  type GateDecision,
  openGate,
  type ReleasedBy,
  type StagedObject,
} from "../domain/index.ts";
import { addCosts } from "../run/index.ts";
import { Ending } from "./ending.ts";
import { attemptEvent, startEvent } from "./facts.ts";
import { rejection, stopFailure, unrecordable } from "./failures.ts";
import { begin, condemn, createFlight, type Flight, type FlightLog, FlightTask, quieten, reportOf } from "./flight.ts";
import { whenDecided } from "./gate.ts";
import { Ledger } from "./ledger.ts";
import type { ExecuteOptions, ExecutionResult, SessionFact, StopReason } from "./options.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { createSchedule, type Schedule } from "./schedule.ts";
import { type Countdown, createCountdown } from "./timers.ts";

/** `running` until every artifact ended; `broken` once the record cannot be written. */
type Phase = "running" | "ending" | "broken";

/** What waits for the commit of its events. */
interface Pending {
  /** Artifacts that ended: their dependents may start, and their slots are free. */
  readonly ended: number[];
  /** Attempts that ended: the gate may look at them. */
  readonly undecided: { readonly flight: Flight; readonly attempt: Attempt }[];
}

/** One execution of a plan, under way from its construction on. */
export class Execution {
  readonly #options: ExecuteOptions;
  readonly #gate: Gate;
  readonly #schedule: Schedule;
  readonly #ledger: Ledger;
  readonly #recorder: Recorder;
  readonly #log: FlightLog;
  readonly #countdown: Countdown;
  readonly #startedAt: string;
  readonly #ending: Ending;
  readonly #flights = new Map<number, Flight>();
  readonly #gateBroke = (cause: unknown): void => this.#bug("the gate failed", cause);
  #pending: Pending = { ended: [], undecided: [] };
  #sealed: Pending = { ended: [], undecided: [] };
  #phase: Phase = "running";
  #stop: StopReason | null = null;
  /** Why it is broken. */
  #fatal: WctError | null = null;
  /** Artifacts with the producer. */
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
        sealed: () => this.#seal(),
        committed: () => this.#committed(),
        failed: (error) => this.#break(error),
        listenerFailed: (error, listener) => options.onListenerError?.(error, listener),
      },
    });
    const record = (body: EventBody): number => this.#record(body);
    const [schedule, recorder] = [this.#schedule, this.#recorder];
    this.#ledger = new Ledger({ ...options, schedule, record });
    this.#ending = new Ending({ ...options, schedule, recorder, record, ledger: this.#ledger });
    this.#log = { clock: options.clock, record, spend: (amount) => this.#spend(amount) };
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

  /** Adds a fact of the debug session to the record. The run's own time limit is held while it is paused. */
  record(fact: SessionFact): void {
    if (fact.type === "run.paused") this.#countdown.hold();
    if (fact.type === "run.continued") this.#countdown.resume();
    this.#record(fact);
  }

  #record(body: EventBody, object: StagedObject | null = null): number {
    const t = this.#recorder.record(body, object);
    if (this.#busy === 0) this.#recorder.hurry();
    return t;
  }

  /** Starts what may start; ends the run when nothing is left. */
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
      () => this.#gate.before(artifact),
      (decision, waited) => {
        if (flight.stage !== "asking") return;
        if (waited) flight.releasedBy = { kind: "gate", artifact: null };
        if (decision.kind === "skip") this.#land(flight, () => this.#ledger.skip(index, "debugger"));
        else this.#submit(flight);
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

  /** Never throws: it is called by a promise that nobody waits for. */
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
      this.#land(flight, () => this.#ledger.skip(flight.index, reason));
    } else {
      begin(flight, null, this.#log);
      quieten(flight);
      this.#weigh(flight, answer);
    }
  }

  #weigh(flight: Flight, answer: Attempt): void {
    const { verdict } = flight;
    const attempt: Attempt =
      verdict === null ? answer : { outcome: "failed", failure: verdict, object: null, ended: answer.ended };
    flight.stage = "deciding";
    if (flight.cost.length > 0) this.#cost = addCosts(this.#cost, flight.cost);
    this.#record(attemptEvent(flight, attempt, this.#recorder.elapsed), attempt.object);
    if (this.#gate === openGate || this.#stop !== null) this.#decide(flight, attempt, { kind: "pass" });
    else this.#pending.undecided.push({ flight, attempt });
  }

  #decide(flight: Flight, attempt: Attempt, decision: GateDecision): void {
    if (flight.stage !== "deciding") return;
    const { index } = flight;
    if (decision.kind === "skip") this.#land(flight, () => this.#ledger.skip(index, "debugger"));
    else if (decision.kind === "retry") this.#retry(flight);
    else if (attempt.outcome === "failed") this.#land(flight, () => this.#ledger.fail(index, attempt.failure));
    else this.#land(flight, () => this.#ledger.complete(index, attempt.message));
  }

  #retry(flight: Flight): void {
    const releasedBy: ReleasedBy = { kind: "gate", artifact: null };
    const again = createFlight({ ...flight, attempt: flight.attempt + 1, releasedBy });
    flight.stage = "over";
    this.#flights.set(flight.index, again);
    this.#submit(again);
  }

  /** Ends a flight; its slot is free when the end is committed. */
  #land(flight: Flight, end: () => void): void {
    flight.stage = "over";
    this.#pending.ended.push(flight.index);
    end();
  }

  #seal(): void {
    this.#sealed = this.#pending;
    this.#pending = { ended: [], undecided: [] };
  }

  #committed(): void {
    try {
      if (this.#phase === "ending") this.#ending.committed();
      else this.#goOn(this.#sealed);
    } catch (cause) {
      this.#bug("the run cannot go on", cause);
    }
  }

  #goOn({ ended, undecided }: Pending): void {
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
    this.#spent += amount;
    const { costLimit } = this.#options.limits;
    if (costLimit !== null && this.#spent > costLimit) this.#stopFor("cost-limit");
  }

  /** What works is told to end and fails with the reason's code; what has not begun is skipped. */
  #stopFor(reason: StopReason): void {
    if (this.#phase !== "running" || this.#stop !== null || this.#schedule.isDone()) return;
    this.#stop = reason;
    const failure = stopFailure(reason);
    for (const index of this.#schedule.artifacts.keys()) {
      if (this.#schedule.endOf(index) !== null) continue;
      const flight = this.#flights.get(index);
      if (flight === undefined) this.#ledger.skip(index, reason);
      else if (flight.stage === "asking") this.#land(flight, () => this.#ledger.skip(index, reason));
      else if (flight.stage === "deciding") this.#land(flight, () => this.#ledger.fail(index, failure));
      else condemn(flight, failure);
    }
  }

  #bug(what: string, cause: unknown): void {
    this.#break(
      isWctError(cause) ? cause : wctError("WCT_INTERNAL", { message: `${what}; this is a bug in wct`, cause }),
    );
  }

  /** The record is the run: without it nothing may go on. Waits until the producer lets go of what it works on. */
  #break(error: WctError): void {
    if (this.#phase === "broken") return;
    this.#phase = "broken";
    this.#fatal = error;
    this.#recorder.close();
    for (const flight of this.#flights.values()) {
      quieten(flight);
      condemn(flight, unrecordable);
    }
    this.#rejectWhenIdle();
  }

  #rejectWhenIdle(): void {
    if (this.#busy === 0) this.#ending.reject(this.#fatal);
  }
}
