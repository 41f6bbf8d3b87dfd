import { createSchedule } from "../../src/executor/schedule.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";

/** Milliseconds of CPU, as measured. */
export interface ClusterCosts {
  /** The server: for a worker to take one job and to complete it, with what both tell others. */
  readonly serverOfJob: number;
  /** The server: for one turn of the coordinator (outcomes read, a frame, jobs submitted), and for each artifact in it. */
  readonly serverOfTurn: number;
  readonly serverInTurn: number;
  /** The server: for a worker that is woken and finds no job. */
  readonly serverOfVain: number;
  /** The server: for each worker, in a second, whatever it does. */
  readonly serverOfSecond: number;
  /** The coordinator, which has one core: for one turn, and for each artifact in it. */
  readonly ownOfTurn: number;
  readonly ownInTurn: number;
  /** Waiting for the disk, at the end of a turn. */
  readonly commit: number;
  /** The worker, for one job. */
  readonly workerOfJob: number;
}

export interface ClusterRequest {
  readonly workers: number;
  readonly artifacts: number;
  readonly durationMs: number;
  /** Cores of the server. */
  readonly cores: number;
  /** Whether the coordinator and the workers have no cores of their own, but those of the server. */
  readonly isOneMachine: boolean;
  readonly costs: ClusterCosts;
}

export interface ClusterRun {
  readonly totalMs: number;
  /** Shares of the time in which they were busy. */
  readonly server: number;
  readonly coordinator: number;
}

/** As long as workers that are not named in an announcement wait, on average. */
const vainEveryMs = 150;

/** Runs independent artifacts on workers of one slot on a virtual clock. The real scheduler chooses what is next. */
export const simulateCluster = (request: ClusterRequest): ClusterRun => new Cluster(request).run();

/** Cores that take one piece of work after the other. */
class Cores {
  readonly #free: number[];
  busy = 0;

  constructor(count: number) {
    this.#free = Array.from({ length: count }, () => 0);
  }

  /** Returns when work that arrives at `now` is done. */
  done(now: number, work: number): number {
    const core = this.#free.indexOf(Math.min(...this.#free));
    const end = Math.max(now, this.#free[core] ?? 0) + work;
    this.#free[core] = end;
    this.busy += work;
    return end;
  }
}

class Cluster {
  readonly #request: ClusterRequest;
  readonly #schedule;
  readonly #server: Cores;
  readonly #coordinator: Cores;
  /** Outcomes that the next turn of the coordinator records, and jobs that no worker has. */
  #outcomes: number[] = [];
  #jobs: number[] = [];
  #idle: number;
  #inFlight = 0;
  #isTurning = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #due: { readonly at: number; readonly go: (now: number) => void }[] = [];

  constructor(request: ClusterRequest) {
    this.#request = request;
    this.#idle = request.workers;
    this.#server = new Cores(request.cores);
    this.#coordinator = request.isOneMachine ? this.#server : new Cores(1);
    this.#schedule = createSchedule(samplePlan(Array.from({ length: request.artifacts }, () => [])), null);
    for (const index of this.#schedule.artifacts.keys()) this.#schedule.makeReady(index, null);
  }

  run(): ClusterRun {
    this.#turn(0);
    let now = 0;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      now = next.at;
      next.go(now);
    }
    const { workers, cores, costs } = this.#request;
    // Leases and looks for jobs go on beside the run, and leave that much less of the server.
    const spare = Math.max(0.01, 1 - (workers * costs.serverOfSecond) / (1000 * cores));
    const stretched = now + this.#server.busy / cores / spare - this.#server.busy / cores;
    const share = this.#server.busy / cores / stretched + (1 - spare);
    return { totalMs: stretched, server: Math.min(1, share), coordinator: this.#coordinator.busy / stretched };
  }

  #at(at: number, go: (now: number) => void): void {
    let place = this.#due.length;
    while (place > 0 && (this.#due[place - 1]?.at ?? 0) < at) place -= 1;
    this.#due.splice(place, 0, { at, go });
  }

  #next() {
    return this.#due.pop();
  }

  /** Records what has ended, and submits what may start: one frame and one insert for all that came in the meantime. */
  #turn(now: number): void {
    if (this.#isTurning) return;
    const ended = this.#outcomes;
    this.#outcomes = [];
    for (const index of ended) {
      this.#schedule.freeSlot(index);
      this.#schedule.end(index, "completed");
      this.#inFlight -= 1;
    }
    const started = this.#started();
    if (ended.length + started.length === 0) return;
    const { costs } = this.#request;
    this.#isTurning = true;
    const count = Math.max(ended.length, started.length);
    const own = this.#coordinator.done(now, costs.ownOfTurn + costs.ownInTurn * count);
    const stored = this.#server.done(own, costs.serverOfTurn + costs.serverInTurn * count) + costs.commit;
    this.#at(stored, (at) => {
      this.#isTurning = false;
      this.#jobs.push(...started);
      if (started.length > 0) this.#lookInVain(at);
      this.#assign(at);
      this.#turn(at);
    });
  }

  /** Workers for which there is no job look all the same, but not after each turn. */
  #lookInVain(now: number): void {
    const vain = this.#idle - this.#jobs.length;
    if (vain <= 0 || now - this.#lookedAt < vainEveryMs) return;
    this.#lookedAt = now;
    this.#server.done(now, vain * this.#request.costs.serverOfVain);
  }

  #started(): number[] {
    const started: number[] = [];
    while (this.#inFlight < this.#request.workers * 2) {
      const next = this.#schedule.next();
      if (next === null) break;
      this.#inFlight += 1;
      started.push(next.index);
    }
    return started;
  }

  #assign(now: number): void {
    const { durationMs, costs, isOneMachine } = this.#request;
    while (this.#idle > 0 && this.#jobs.length > 0) {
      const index = this.#jobs.shift()!;
      this.#idle -= 1;
      const taken = this.#server.done(now, costs.serverOfJob / 2);
      const begun = isOneMachine ? this.#server.done(taken, costs.workerOfJob) : taken + costs.workerOfJob;
      this.#at(begun + durationMs, (ended) => {
        const stored = this.#server.done(ended, costs.serverOfJob / 2);
        this.#at(stored, (at) => {
          this.#idle += 1;
          this.#outcomes.push(index);
          this.#assign(at);
          this.#turn(at);
        });
      });
    }
  }
}
