import type {
  Attempt,
  Digest,
  Failure,
  Gate,
  Producer,
  RecordFrame,
  RunEvent,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import { DAGExecutor, type ExecuteOptions, type ExecutionResult } from "../../executor/index.ts";
import { sampleMessage, type samplePlan, sampleRun } from "../sample-plan.ts";
import { createVirtualClock, settle, type VirtualClock } from "../virtual-clock.ts";

export const sampleFailure: Failure = {
  code: "WCT_PRODUCE_COMPONENT",
  message: "the file has no header",
  hint: null,
  componentCode: "NO_HEADER",
  exception: null,
};

export type Plan = ReturnType<typeof samplePlan>;

/** The behaviour of one attempt. By default it works one millisecond and produces its output. */
interface AttemptWork {
  readonly milliseconds?: number;
  readonly fails?: boolean;
  /** Whether it ignores an abort. */
  readonly isDeaf?: boolean;
  readonly during?: (report: TaskReport, task: Task) => void;
  /** Whether it never reports its start. */
  readonly isSilent?: boolean;
}

export interface VirtualRunOptions extends Partial<Omit<ExecuteOptions, "limits" | "clock">> {
  readonly plan: Plan;
  readonly work?: (index: number, attempt: number) => AttemptWork;
  readonly maxConcurrency?: number;
  readonly timeoutMs?: number;
  readonly costLimit?: number;
  /** Milliseconds of virtual time after which the run is cancelled. */
  readonly cancelAt?: number;
  readonly gate?: Gate;
  /** Called at each virtual time at which something is due, before it happens. */
  readonly at?: (time: number, executor: DAGExecutor) => void;
  /** Number of turns of the event loop that a commit takes; 0: it is synchronous. */
  readonly appendTurns?: number;
  readonly failAppend?: (frame: number) => boolean;
}

export interface VirtualRun {
  readonly result: ExecutionResult | null;
  readonly error: unknown;
  readonly events: readonly RunEvent[];
  readonly frames: readonly RecordFrame[];
  readonly clock: VirtualClock;
  /** Maximum number of tasks that the producer had concurrently. */
  readonly peak: number;
}

/** Runs a plan in virtual time: hours pass immediately, and equal runs give equal records. */
export async function runVirtually(options: VirtualRunOptions): Promise<VirtualRun> {
  const clock = createVirtualClock();
  const frames: RecordFrame[] = [];
  const machine = createMachine(clock, options);
  const executor = new DAGExecutor(options.plan, {
    mode: "run",
    startedAt: clock.now(),
    producer: machine,
    ...cancelledAt(clock, options.cancelAt),
    ...pick(options),
    clock,
    writer: createWriter(options, frames),
    limits: limitsOf(options),
    meta: sampleMeta(options.plan.runbook.digest),
  });
  const end = endOf(executor);
  const progress = () => frames.length + machine.steps() + (end.isOver ? 1 : 0);
  const turns = 3 + (options.appendTurns ?? 0);
  await settle(progress, turns);
  while (!end.isOver) {
    options.at?.(clock.time(), executor);
    if (!clock.next() && !end.isOver && options.at === undefined) throw new Error("the run stands still");
    await settle(progress, turns);
  }
  const events = frames.flatMap((frame) => frame.events);
  return { result: end.result, error: end.error, events, frames, clock, peak: machine.peak() };
}

const limitsOf = (options: VirtualRunOptions): ExecuteOptions["limits"] => ({
  maxConcurrency: options.maxConcurrency ?? 2,
  workers: 2,
  timeoutMs: options.timeoutMs ?? null,
  costLimit: options.costLimit ?? null,
});

/** The facts about a run beside its plan. */
export const sampleMeta = (plan: Digest): ExecuteOptions["meta"] => ({
  uuid: "01940000-0000-7000-8000-000000000000",
  plan,
  wct: "0.1.0",
  components: [],
  resumedFrom: null,
  forkedFrom: null,
});

/** Returns the end of an execution, which is filled when it occurs. */
function endOf(executor: DAGExecutor) {
  const end: { result: ExecutionResult | null; error: unknown; isOver: boolean } = {
    result: null,
    error: null,
    isOver: false,
  };
  executor.execute().then(
    (result) => Object.assign(end, { result, isOver: true }),
    (error: unknown) => Object.assign(end, { error, isOver: true }),
  );
  return end;
}

function pick(options: VirtualRunOptions): Partial<ExecuteOptions> {
  const { plan, work, maxConcurrency, timeoutMs, costLimit, cancelAt, at, appendTurns, failAppend, ...rest } = options;
  return rest;
}

function cancelledAt(clock: VirtualClock, time: number | undefined): Pick<ExecuteOptions, "signal"> {
  if (time === undefined) return {};
  const controller = new AbortController();
  clock.after(time, () => controller.abort());
  return { signal: controller.signal };
}

function createWriter(options: VirtualRunOptions, frames: RecordFrame[]): ExecuteOptions["writer"] {
  let count = 0;
  const append = async (frame: RecordFrame, turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    frames.push(frame);
  };
  return {
    run: sampleRun,
    head: () => options.plan.runbook.digest,
    append: (frame) => {
      count += 1;
      if (options.failAppend?.(count) === true) throw new Error("disk full");
      if (options.appendTurns !== undefined) return append(frame, options.appendTurns);
      frames.push(frame);
      return undefined;
    },
  };
}

interface Machine extends Producer {
  readonly steps: () => number;
  readonly peak: () => number;
}

function createMachine(clock: VirtualClock, options: VirtualRunOptions): Machine {
  let steps = 0;
  let active = 0;
  let peak = 0;
  const produce = (task: Task, report: TaskReport): Promise<Attempt> => {
    const index = Number(task.artifact.id.slice(1));
    const work = options.work?.(index, task.attempt) ?? {};
    steps += 1;
    active += 1;
    peak = Math.max(peak, active);
    return new Promise((resolve) => {
      const finish = (attempt: Attempt): void => {
        steps += 1;
        active -= 1;
        resolve(attempt);
      };
      const cancel = clock.after(work.milliseconds ?? 1, () => finish(attemptOf(work, index)));
      if (work.isDeaf !== true) {
        task.signal.addEventListener("abort", () => {
          cancel();
          finish({ outcome: "failed", failure: task.signal.reason, object: null, ended: null });
        });
      }
      if (work.isSilent !== true) report.started(0);
      work.during?.(report, task);
    });
  };
  return { produce, steps: () => steps, peak: () => peak };
}

function attemptOf(work: AttemptWork, index: number): Attempt {
  if (work.fails === true) return { outcome: "failed", failure: sampleFailure, object: null, ended: null };
  return { outcome: "produced", message: sampleMessage(index), object: null, ended: null };
}
