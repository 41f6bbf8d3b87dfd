import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Breakpoints, LiveSession, type PointExpressions, RecordedSession, Recording } from "../src/debug/index.ts";
import type { ExecutionPlan } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { samplePlan } from "../src/testing/sample-plan.ts";
import { program, show } from "./run-program.ts";
import { runDurably, type Setting } from "./run-workload.ts";
import { sizedRunbook } from "./sized-runbook.ts";
import { chain, wide } from "./workloads.ts";

const chainLength = 2_000;
const artifacts = 10_000;
const jumps = 500;
const rounds = 5;

/** Measures what a stop costs, how long time travel takes, how a large record opens, and what an idle gate costs. */
export async function benchDebugger(print: (line: string) => void): Promise<void> {
  await benchStops(print);
  await benchIdleGate(print);
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    recordLargeRun(dir);
    await benchTravel(dir, print);
    benchOpening(dir, print);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const noExpressions: PointExpressions = {
  requireCondition: () => undefined,
  requireLogMessage: () => undefined,
  hitCondition: () => () => true,
  evaluate: () => Promise.reject(new Error("no breakpoint has a condition")),
  logText: () => Promise.reject(new Error("no breakpoint has a message")),
};
const noChanges = {
  config: () => Promise.reject(new Error("nothing is changed")),
  output: () => Promise.reject(new Error("nothing is changed")),
};

function partsOf(plan: ExecutionPlan) {
  const breakpoints = new Breakpoints(plan, noExpressions);
  return { plan, breakpoints, expressions: noExpressions, changes: noChanges };
}

/** Steps a chain, which stops before and after each artifact, and runs the same chain without a session. */
async function benchStops(print: (line: string) => void): Promise<void> {
  const stepping: Setting["debug"] = {
    session: (plan) => new LiveSession({ ...partsOf(plan), stopOnEntry: true }),
    drive: async (session) => {
      for (let at = await session.stopped(); at.point !== null; ) at = await session.move({ kind: "next" });
    },
  };
  const each: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await runDurably(chain(chainLength), { slots: 1 });
    const stepped = await runDurably(chain(chainLength), { slots: 1, debug: stepping });
    each.push((stepped.milliseconds - plain.milliseconds) / (2 * chainLength));
  }
  print(`a stop costs ${show(each)} ms beyond its artifact, in a chain of ${chainLength} (promised: 5)`);
}

/** Runs with a session that never stops, over runs without one. */
async function benchIdleGate(print: (line: string) => void): Promise<void> {
  const idle: Setting["debug"] = {
    session: (plan) => new LiveSession(partsOf(plan)),
    drive: async (session) => void (await session.stopped()),
  };
  const ratios: number[] = [];
  for (let round = 0; round < rounds + 2; round += 1) {
    const plain = await runDurably(wide(artifacts), { slots: 10 });
    const gated = await runDurably(wide(artifacts), { slots: 10, debug: idle });
    // The first rounds compile.
    if (round > 1) ratios.push(gated.milliseconds / plain.milliseconds);
  }
  print(`a session that never stops takes ${show(ratios)} times as long as a plain run, of ${artifacts} artifacts`);
}

function recordLargeRun(dir: string): void {
  mkdirSync(join(dir, "small"));
  writeFileSync(join(dir, "small/a.txt"), "Contact: jane.doe@example.org\n");
  writeFileSync(join(dir, "sized.yaml"), sizedRunbook("process", artifacts));
  program(["run", "sized.yaml", "--quiet"], dir);
}

/** Goes to random points of a recorded run, and one point back from each. */
async function benchTravel(dir: string, print: (line: string) => void): Promise<void> {
  const store = await openRecordStore({ dir: join(dir, ".wct"), mode: "read" });
  const recording = new Recording();
  const [run] = await store.executions.runs();
  await store.executions.eachEvent(run!.id, (event) => recording.push(event));
  await store.close();
  const session = new RecordedSession({ ...partsOf(samplePlan([])), recording });
  const times: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    const point = session.points[(jump * 7919) % session.points.length]!;
    for (const move of [{ kind: "goto", seq: point.seq } as const, { kind: "back", points: 1 } as const]) {
      const begin = performance.now();
      await session.move(move);
      session.state();
      times.push(performance.now() - begin);
    }
  }
  const worst = Math.max(...times).toFixed(1);
  print(`to any of ${session.points.length} points and back: ${show(times)} ms, at most ${worst} (promised: 50)`);
}

function benchOpening(dir: string, print: (line: string) => void): void {
  const commands = join(dir, "commands");
  writeFileSync(commands, "quit\n");
  const opened = Array.from({ length: rounds }, () => program(["debug", "latest", "--commands", commands], dir));
  const wall = opened.map((one) => one.wall);
  const memory = Math.max(...opened.map(({ peakRssMb }) => peakRssMb)).toFixed(0);
  print(`opening a recorded run of ${artifacts} artifacts: ${show(wall)} ms, ${memory} MiB (promised: 1000, 300)`);
}
