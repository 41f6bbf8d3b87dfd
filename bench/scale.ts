import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RunEvent } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { type Shape, shapes, sizedRunbook } from "./sized-runbook.ts";

const root = dirname(import.meta.dirname);
const bin = join(root, "bin/wct.js");
const artifactCounts = [1250, 2500, 5000, 10_000];
const runCounts = [125, 250, 500, 1000];

/** Maximum cost of each doubling: twice the work, with a margin for caches and the garbage collector. */
const ratioAtMost = 2.6;

type Print = (line: string) => void;

/** Measures whole commands of the built program (dist/) on runbooks and stores of doubling sizes. */
export function benchScale(print: Print): Promise<void> {
  return inFolder(async (dir) => {
    for (const shape of shapes) benchArtifacts(dir, shape, print);
    await benchRuns(dir, print);
  });
}

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    await work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function benchArtifacts(dir: string, shape: Shape, print: Print): void {
  mkdirSync(join(dir, "empty"), { recursive: true });
  mkdirSync(join(dir, "small"), { recursive: true });
  writeFileSync(join(dir, "small/a.txt"), "Contact: jane.doe@example.org\n");
  const table = createTable(`${shape}: CPU milliseconds at so many artifacts`, artifactCounts, print);
  for (const count of artifactCounts) {
    const file = join(dir, `${shape}-${count}.yaml`);
    writeFileSync(file, sizedRunbook(shape, count));
    const store = ["--store", join(dir, `${shape}-${count}`)];
    const last = `a${count - 1}`;
    table.add("validate", timed(dir, ["validate", file]));
    table.add("run", timed(dir, ["run", file, ...store]));
    table.add("run --json, again", timed(dir, ["run", "--json", file, ...store]));
    table.add("inspect RUN", timed(dir, ["inspect", "latest", ...store]));
    table.add("inspect RUN --json", timed(dir, ["inspect", "latest", "--json", ...store]));
    table.add("inspect RUN ARTIFACT", timed(dir, ["inspect", "latest", last, ...store]));
    table.add("verify", timed(dir, ["verify", ...store]));
    table.add("runs", timed(dir, ["runs", ...store]));
  }
  table.print();
}

async function benchRuns(dir: string, print: Print): Promise<void> {
  const file = join(dir, "few.yaml");
  writeFileSync(file, sizedRunbook("wide", 5));
  const table = createTable("CPU milliseconds at so many runs", runCounts, print);
  for (const count of runCounts) {
    const folder = join(dir, `runs-${count}`);
    const store = ["--store", folder];
    timed(dir, ["run", file, ...store]);
    await multiply(folder, count);
    table.add("runs", timed(dir, ["runs", ...store]));
    table.add("runs --limit 5", timed(dir, ["runs", "--limit", "5", ...store]));
    table.add("inspect latest", timed(dir, ["inspect", "latest", ...store]));
    table.add("inspect, a prefix", timed(dir, ["inspect", "2019", ...store]));
    table.add("run", timed(dir, ["run", file, ...store]));
    table.add("verify", timed(dir, ["verify", ...store]));
  }
  table.print();
}

/** Records copies of the store's only run, one in 2019 and the others a second apart in 2020. */
async function multiply(folder: string, count: number): Promise<void> {
  const store = await openRecordStore({ dir: folder, mode: "write" });
  try {
    const [only] = await store.executions.runs();
    if (only === undefined) throw new Error("the store has no run to copy");
    const events: RunEvent[] = [];
    for await (const event of store.executions.events(only.id)) events.push(event);
    for (let copy = 1; copy < count; copy += 1) {
      const writer = await store.executions.createRun(new Date(Date.UTC(copy === 1 ? 2019 : 2020, 0, 1) + copy * 1000));
      await writer.append({ events: events.map((event) => ({ ...event, run: writer.run })), objects: [] });
      await writer.close();
    }
  } finally {
    await store.close();
  }
}

// The process reports its CPU time on exit. It includes all its threads and excludes other work on the machine.
const tellCpu =
  'import{writeSync}from"node:fs";import{isMainThread}from"node:worker_threads";' +
  'if(isMainThread)process.on("exit",()=>{const{user,system}=process.cpuUsage();writeSync(3,String(user+system))})';

/** Returns the CPU milliseconds of a whole command. */
function timed(cwd: string, args: readonly string[]): number {
  const hook = `data:text/javascript,${encodeURIComponent(tellCpu)}`;
  const { status, stderr, output } = spawnSync(process.execPath, ["--import", hook, bin, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`wct ${args.join(" ")} ended with ${status}:\n${stderr.slice(-2000)}`);
  return Number(output[3]) / 1000;
}

/** Prints a line per command: its times, and the factor of each doubling, without the time of `wct --version`. */
function createTable(title: string, sizes: readonly number[], print: Print) {
  const startUp = Math.min(...Array.from({ length: 3 }, () => timed(root, ["--version"])));
  const rows = new Map<string, number[]>();
  return {
    add: (name: string, milliseconds: number) => {
      const row = rows.get(name);
      if (row === undefined) rows.set(name, [milliseconds]);
      else row.push(milliseconds);
    },
    print: () => {
      print(`${title}; the last column: ratio for each doubling, less ${startUp.toFixed(0)} ms of start-up`);
      print(line("", sizes.map(String)));
      for (const [name, times] of rows) {
        const own = times.map((time) => Math.max(1, time - startUp));
        const ratios = own.slice(1).map((time, index) => time / own[index]!);
        const isSteep = own.at(-1)! > own[0]! * ratioAtMost ** ratios.length;
        const shown = ratios.map((ratio) => ratio.toFixed(2)).join(" ");
        print(
          `${line(
            name,
            times.map((time) => time.toFixed(0)),
          )}   ${shown}${isSteep ? "   MORE THAN LINEAR" : ""}`,
        );
      }
    },
  };
}

const line = (name: string, cells: readonly string[]): string =>
  `  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(8)).join("")}`;
