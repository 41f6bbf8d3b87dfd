import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ArtifactId, RunEvent } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { sizedRunbook } from "./sized-runbook.ts";

const root = dirname(import.meta.dirname);
const bin = join(root, "bin/wct.js");
const artifacts = 10_000;
const events = 60_000;
const rounds = 5;

interface Promised {
  readonly args: readonly string[];
  /** Milliseconds from the start of the process to its end. */
  readonly wall: number;
  /** In MiB; null: there is no limit. */
  readonly memory: number | null;
}

const large: readonly Promised[] = [
  { args: ["runs"], wall: 1000, memory: 300 },
  { args: ["inspect", "latest"], wall: 1000, memory: 300 },
  { args: ["timeline", "latest"], wall: 1000, memory: 300 },
  { args: ["visualise", "latest", "--format", "json"], wall: 1000, memory: 300 },
  { args: ["report", "latest"], wall: 5000, memory: null },
];
const unpromised: readonly (readonly string[])[] = [
  ["timeline", "latest", "-v"],
  ["visualise", "latest", "--format", "text"],
  ["visualise", "latest", "--format", "svg"],
  ["replay", "latest"],
  ["diff", "latest", "latest"],
  ["inspect", "latest", "a9999", "--lineage"],
];
const small: Promised = { args: ["inspect", "latest"], wall: 200, memory: null };

/**
 * Measures commands that read a large record, and one on a small store. Each runs the built program (dist/) in a
 * process of its own.
 */
export async function benchReading(print: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    await recordRuns(dir);
    print(
      `a run of ${artifacts.toLocaleString("en")} artifacts and ${events.toLocaleString("en")} events; of ${rounds} the shortest, and the most memory`,
    );
    print(`  ${"".padEnd(34)}    wall     CPU      RSS   promised`);
    for (const one of large) print(lineOf(one, measured(one.args, join(dir, "large"))));
    for (const args of unpromised)
      print(lineOf({ args, wall: null, memory: null }, measured(args, join(dir, "large"))));
    print("a store of one run of six artifacts");
    print(lineOf(small, measured(small.args, join(dir, "small"))));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function recordRuns(dir: string): Promise<void> {
  mkdirSync(join(dir, "small/small"), { recursive: true });
  mkdirSync(join(dir, "large/small"), { recursive: true });
  for (const [folder, count] of [
    ["small", 6],
    ["large", artifacts],
  ] as const) {
    writeFileSync(join(dir, folder, "small/a.txt"), "Contact: jane.doe@example.org\n");
    writeFileSync(join(dir, folder, "sized.yaml"), sizedRunbook("process", count));
    run(["run", "sized.yaml", "--quiet"], join(dir, folder));
  }
  await lengthen(join(dir, "large/.wct"));
}

/** Records the store's only run once more, adding progress events up to the required number. */
async function lengthen(folder: string): Promise<void> {
  const store = await openRecordStore({ dir: folder, mode: "write" });
  try {
    const [only] = await store.executions.runs();
    if (only === undefined) throw new Error("the store has no run to lengthen");
    const writer = await store.executions.createRun(new Date(Date.parse(only.startedAt) + 1000));
    let missing = events - only.events;
    const longer: RunEvent[] = [];
    const add = (event: RunEvent): void => void longer.push({ ...event, run: writer.run, seq: longer.length + 1 });
    for await (const event of store.executions.events(only.id)) {
      add(event);
      if (event.type !== "artifact.started" || missing <= 0) continue;
      missing -= 1;
      add(progressOf(event, event.artifact));
    }
    if (longer.length !== events) throw new Error(`the run has ${longer.length} events`);
    await writer.append({ events: longer, objects: [] });
    await writer.close();
  } finally {
    await store.close();
  }
}

const progressOf = ({ v, seq, run: id, at, t }: RunEvent, artifact: ArtifactId): RunEvent => ({
  v,
  seq,
  run: id,
  at,
  t,
  type: "artifact.progress",
  artifact,
  done: 1,
  total: null,
});

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

// The process reports its usage on exit, through a separate descriptor.
const tellUsage =
  'import{readFileSync,writeSync}from"node:fs";import{isMainThread}from"node:worker_threads";' +
  'if(isMainThread)process.on("exit",()=>{const{user,system}=process.cpuUsage();' +
  "writeSync(3,JSON.stringify({cpu:(user+system)/1000,memory:process.resourceUsage().maxRSS/1024}))})";

function run(args: readonly string[], cwd: string): Measured {
  const hook = `data:text/javascript,${encodeURIComponent(tellUsage)}`;
  const start = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, ["--import", hook, bin, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`wct ${args.join(" ")} ended with ${status}:\n${stderr.slice(-2000)}`);
  const used: Pick<Measured, "cpu" | "memory"> = JSON.parse(output[3] ?? "");
  return { wall, ...used };
}

function measured(args: readonly string[], cwd: string): Measured {
  const all = Array.from({ length: rounds }, () => run(args, cwd));
  // The minimum, because other work on the machine only adds time.
  const least = (key: keyof Measured): number => Math.min(...all.map((one) => one[key]));
  return { wall: least("wall"), cpu: least("cpu"), memory: Math.max(...all.map(({ memory }) => memory)) };
}

type Expected = Omit<Promised, "wall"> & { readonly wall: number | null };

function lineOf({ args, wall, memory }: Expected, took: Measured): string {
  const promises = [...(wall === null ? [] : [`${wall} ms`]), ...(memory === null ? [] : [`${memory} MiB`])];
  const isSmall = took.memory <= (memory ?? took.memory);
  const isQuick = took.wall <= (wall ?? took.wall);
  // On a busy machine only the CPU time of the process is meaningful.
  const isBusy = took.cpu <= (wall ?? took.cpu) && loadavg()[0]! > availableParallelism();
  const verdict = isQuick && isSmall ? "" : isSmall && isBusy ? "   busy machine: see CPU" : "   MISSED";
  const figures = `${took.wall.toFixed(0).padStart(5)} ms${took.cpu.toFixed(0).padStart(5)} ms${took.memory.toFixed(0).padStart(5)} MiB`;
  return `  ${args.join(" ").padEnd(34)} ${figures}   ${promises.join(", ")}${verdict}`;
}
