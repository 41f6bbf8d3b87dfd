import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const plugins = join(import.meta.dirname, "..", "fixtures", "plugins");
const loaded = ["--plugin", join(plugins, "hostile", "index.ts"), "--plugin", join(plugins, "good.ts")];

const noJson = (what: string) =>
  ["WCT_PRODUCE_OUTPUT_INVALID", `$.things[1]${what}, which JSON cannot represent`] as const;
const threw = (what: string) => ["WCT_PRODUCE_THREW", `threw ${what}`] as const;
const lost = (what: string) => ["WCT_PRODUCE_WORKER_LOST", what] as const;
const noGenerator = ["WCT_PRODUCE_OUTPUT_INVALID", "is not an async generator function"] as const;
const tooLong = ["WCT_PRODUCE_TIMEOUT", "took longer than its timeout of 1 s"] as const;
const tooMuch = lost("used more memory than a worker may have");
const exited = lost("called process.exit");

/** Every hostile component, and what becomes of its artifact: code and cause, or null where it does no harm. */
const expected: Readonly<Record<string, readonly [code: string, cause: string] | null>> = {
  yields_undefined: noJson(" contains undefined"),
  yields_a_function: noJson(" contains a function"),
  yields_a_symbol: noJson(" contains a symbol"),
  yields_a_bigint: noJson(".n contains a bigint"),
  yields_a_nan: noJson(".n contains NaN"),
  yields_a_class_instance: noJson(" contains an instance of a class"),
  yields_a_date: noJson(".at contains a Date"),
  yields_a_cycle: noJson(" contains more than 500 levels, or itself"),
  yields_depth: noJson(" contains more than 500 levels, or itself"),
  yields_a_sparse_array: noJson(".list[1] contains undefined"),
  yields_a_symbol_key: noJson(" contains a symbol as a key"),
  yields_shared_memory: noJson(".bytes contains an instance of a class"),
  yields_a_proxy: noJson(" contains a proxy"),
  yields_to_json: noJson(".toJSON contains a function"),
  yields_200_mb: ["WCT_PRODUCE_OUTPUT_INVALID", "$.things[1] is larger than 64 MiB"],
  yields_a_fickle_getter: null,
  yields_a_throwing_getter: threw("RangeError"),
  yields_proto: null,
  returns_a_string: ["WCT_PRODUCE_OUTPUT_INVALID", "$ must be object"],
  is_no_generator: noGenerator,
  gives_null: noGenerator,
  steps_without_promises: null,
  steps_are_garbage: noGenerator,
  changes_what_it_gave: null,
  hangs_in_return: ["WCT_PRODUCE_OUTPUT_INVALID", "$.things[0] contains undefined, which JSON cannot represent"],
  throws_in_the_factory: threw("TypeError"),
  throws_in_the_first_step: threw("RangeError"),
  throws_after_a_million: threw("SyntaxError"),
  throws_null: threw("null"),
  rejects_late: threw("Error (E_LATE)"),
  never_ends: tooLong,
  never_steps: tooLong,
  yields_for_ever: tooLong,
  yields_after_its_cancellation: tooLong,
  ignores_its_signal: tooLong,
  expression_without_end: tooLong,
  exits: exited,
  exits_really: exited,
  exits_and_goes_on: exited,
  aborts: threw("TypeError (ERR_WORKER_UNSUPPORTED_OPERATION)"),
  kills: threw("Error (EPERM)"),
  changes_folder: threw("TypeError (ERR_WORKER_UNSUPPORTED_OPERATION)"),
  fills_the_heap: tooMuch,
  fills_the_heap_at_once: tooMuch,
  fills_buffers: tooMuch,
  floods_its_log: null,
  logs_one_long_line: ["WCT_PRODUCE_COMPONENT", "6999000 characters left out"],
  writes_to_stdout: null,
  posts_forged_messages: null,
  posts_forged_messages_where_it_counts: null,
  closes_the_port: null,
  alters_everything: ["WCT_PRODUCE_OUTPUT_INVALID", 'the output of connector "alters_everything" is not JSON'],
  leaks: null,
  starts_a_thread: null,
  shares_and_blocks: tooLong,
  shares_and_fills: tooMuch,
  shares_and_exits: exited,
  shares_and_waits: tooLong,
  shares_innocently: null,
  is_innocent: null,
};

const innocents = `  texts:
    source: { type: filesystem, properties: { path: texts } }
  all:
    inputs: texts
    output: true
  numbers:
    source: { type: range, properties: { count: 3 } }
    output: true
`;

const runbook = (types: readonly string[]): string => `name: Hostile components
description: Each fails alone
config: { max_concurrency: 64 }
artifacts:
${types.map((type) => `  ${type}:\n    source: { type: ${type} }\n${isEndless(type) ? "    timeout: 1\n" : ""}`).join("")}${innocents}`;

const isEndless = (type: string): boolean => expected[type] === tooLong;

interface Seen {
  readonly run: string;
  readonly type: string;
  readonly artifact: string;
  readonly t: number;
  readonly level?: string;
  readonly text?: string;
  readonly failure?: { readonly code: string; readonly message: string };
}

interface Ran {
  readonly code: number;
  /** Signal that ended the process, such as that of a crash of the engine. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly peakMb: number;
}

let project: Project;
let ran: Ran;
let events: readonly Seen[];
beforeAll(async () => {
  project = makeProject("wct-hostile-");
  project.write("hostile.yaml", runbook(Object.keys(expected)));
  ran = await run("hostile.yaml", "--json");
  events = ran.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}, 180_000);
afterAll(() => project[Symbol.dispose]());

async function run(file: string, ...options: readonly string[]): Promise<Ran> {
  const started = performance.now();
  const limits = ["--workers", "4", "--worker-memory", "128"];
  const { child, ended } = spawnCli(["run", file, ...loaded, ...limits, ...options], { cwd: project.dir });
  let peakMb = 0;
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, memoryOf(child.pid ?? 0));
  }, 50);
  try {
    const { code, signal, stdout, stderr } = await ended;
    return { code, signal, stdout, stderr, seconds: (performance.now() - started) / 1000, peakMb };
  } finally {
    clearInterval(sampling);
  }
}

/** The most that a process has had, in MiB; 0 where that cannot be known. */
function memoryOf(pid: number): number {
  try {
    const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

const eventOf = (artifact: string, type: string): Seen | undefined =>
  events.find((event) => event.artifact === artifact && event.type === `artifact.${type}`);

const notesOf = (artifact: string): readonly string[] =>
  events.flatMap((event) => (event.artifact === artifact && event.type === "artifact.noted" ? [event.text ?? ""] : []));

async function contentOf(artifact: string): Promise<unknown> {
  const { stdout } = await runCli(["inspect", events[0]?.run ?? "", artifact], { cwd: project.dir });
  return JSON.parse(stdout).content;
}

test.for(Object.entries(expected))("%s", ([artifact, failing]) => {
  if (failing === null) {
    expect(eventOf(artifact, "failed")?.failure).toBeUndefined();
    expect(eventOf(artifact, "completed")).toBeDefined();
    return;
  }
  const [code, cause] = failing;
  const { failure } = eventOf(artifact, "failed") ?? {};
  expect(failure).toMatchObject({ code, message: expect.stringContaining(cause) });
});

test("the innocent complete, and the run ends with 1 within its time", () => {
  expect(ran).toMatchObject({ code: 1, signal: null, stderr: "" });
  for (const artifact of ["texts", "all", "numbers", "is_innocent"])
    expect(eventOf(artifact, "completed")).toBeDefined();
  expect(ran.seconds).toBeLessThan(120);
});

test("the memory of the process stays within what its threads may have", () => {
  // Four threads, each with twice its limit and what a loop fills between two looks, and one for those that share.
  expect(ran.peakMb).toBeLessThan(2500);
});

test("one that does not react ends 5 seconds after its timeout", () => {
  for (const artifact of ["never_ends", "ignores_its_signal", "expression_without_end"]) {
    const took = (eventOf(artifact, "failed")?.t ?? 0) - (eventOf(artifact, "started")?.t ?? 0);
    expect(took / 1e9).toBeGreaterThanOrEqual(6);
    expect(took / 1e9).toBeLessThan(15);
  }
});

test("a flood of lines is cut, and so is a long line", () => {
  expect(notesOf("floods_its_log").length).toBe(1001);
  expect(notesOf("floods_its_log").at(-1)).toBe("299000 more lines were left out");
  const [long = ""] = notesOf("logs_one_long_line");
  expect(long.length).toBeLessThan(8100);
  expect(long).toMatch(/… 19992000 characters left out$/);
});

test("whatever is printed is a line of the log", () => {
  const ways = ["process.stdout", "console", "writeSync", "fs.writeSync", "writeFileSync", "fs.write", "stream"];
  const children = ["spawn", "fork", "spawnSync", "execSync"];
  expect(notesOf("writes_to_stdout").toSorted()).toEqual([...ways, ...children].map((way) => `LEAK ${way}`).toSorted());
});

test("the stdout of a run is its summary, whatever components print", async () => {
  project.write(
    "printing.yaml",
    runbook(["writes_to_stdout", "starts_a_thread", "leaks", "floods_its_log", "is_innocent"]),
  );
  const { code, stdout } = await run("printing.yaml");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^run_\S+ {2}completed in /);
  expect(stdout).not.toContain("LEAK");
  expect(stdout.trimEnd().split("\n").length).toBeLessThan(20);
});

test("messages that are forged in the ports of Node itself do not end the process", async () => {
  // The second one starts a thread in the same thread, about which Node informs the main thread.
  project.write("ports.yaml", runbook(["posts_forged_messages_where_it_counts", "starts_a_thread"]));
  expect(await run("ports.yaml", "--workers", "1")).toMatchObject({ code: 0, signal: null });
});

test("those that share a thread with one that is lost are made again, and say so", () => {
  expect(notesOf("shares_innocently")).toEqual([
    "the thread that it shared with others was lost; it is made again in its own thread",
  ]);
});

test("what is written is what was read once, and keys are data", async () => {
  expect(await contentOf("yields_a_fickle_getter")).toMatchObject({
    things: [{ before: true }, { value: "first reading" }],
  });
  expect(await contentOf("changes_what_it_gave")).toMatchObject({
    things: [{ text: "as it was given" }, { text: "next" }],
  });
  const { things } = (await contentOf("yields_proto")) as { readonly things: readonly unknown[] };
  expect(JSON.stringify(things[1])).toBe('{"__proto__":{"polluted":true},"constructor":1}');
  expect(await contentOf("is_innocent")).toMatchObject({ things: [{ text: "[2,3]", polluted: false }] });
});
