import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openRecordStore } from "../src/store/index.ts";
import { program, show } from "./run-program.ts";
import { writeCorpus } from "./text-corpus.ts";

const example = join(dirname(import.meta.dirname), "examples/webshop");
const megabytes = Number(process.env["WCT_BENCH_SHOP_MB"] ?? 40);
const rounds = 5;

/**
 * Measures the CPU time, of the whole process tree, of a second run of the webshop with nothing changed: as it is, and
 * with more text, because the start of the program and the plan cost the same whatever the size of the data.
 */
export function benchIncremental(print: (line: string) => void): Promise<void> {
  return inShop(async (folder) => {
    print(`the program alone ${show(times(() => program(["--version"], folder).cpu))} ms (wct --version)`);
    print(`plan alone ${show(times(() => program(["validate", "runbook.yaml"], folder).cpu))} ms (wct validate)`);
    await compare(folder, "the webshop", print);
    rmSync(join(folder, ".wct"), { recursive: true });
    writeCorpus(join(folder, "data/files/logs-of-a-year"), megabytes * 2 ** 20);
    await compare(folder, `the webshop with ${megabytes} MB more text`, print);
  });
}

async function compare(folder: string, what: string, print: (line: string) => void): Promise<void> {
  const run = (...more: string[]): number => program(["run", "runbook.yaml", "--quiet", ...more], folder).cpu;
  const first = run();
  const again = times(() => run("--incremental"));
  const best = Math.min(...again);
  const share = ((100 * best) / first).toFixed(1);
  print(`${what}: first run ${first.toFixed(0)} ms, nothing changed ${show(again)} ms: ${share} % at best`);
  await requireSame(folder);
}

/** Throws unless all runs have the same digests and outputs. */
async function requireSame(folder: string): Promise<void> {
  const store = await openRecordStore({ dir: join(folder, ".wct"), mode: "read" });
  try {
    const found = new Set<string>();
    for (const { id } of await store.executions.runs()) found.add(await digestsOf(store, id, folder));
    if (found.size !== 1) throw new Error("a run without changes has other digests than the first");
  } finally {
    await store.close();
  }
}

type Store = Awaited<ReturnType<typeof openRecordStore>>;
type RunOf = Awaited<ReturnType<Store["executions"]["runs"]>>[number]["id"];

async function digestsOf(store: Store, run: RunOf, folder: string): Promise<string> {
  const digests: string[] = [];
  for await (const event of store.executions.events(run)) {
    const isMade = event.type === "artifact.attempted" && event.outcome === "produced";
    if (isMade || event.type === "artifact.reused") digests.push(`${event.artifact} ${event.message.digest}`);
  }
  const outputs = join(folder, "outputs", run);
  const files = readdirSync(outputs).filter((name) => name.endsWith(".json"));
  return [...digests.sort(), ...files.sort().map((name) => readFileSync(join(outputs, name), "utf8"))].join("\n");
}

const times = (measure: () => number): number[] => Array.from({ length: rounds }, measure);

async function inShop(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    cpSync(example, folder, { recursive: true });
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
