import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliOptions, type CliResult, runCli, runIn, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
let completed: string;
let failed: string;

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
  runCli(args, { cwd: project.dir, ...options });

beforeAll(async () => {
  project = makeProject();
  completed = runIn(await cli(["run", "shop.yaml"]));
  failed = runIn(await cli(["run", "failing.yaml"]));
}, 120_000);
afterAll(() => project[Symbol.dispose]());

async function golden(name: string, args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
  const result = await cli(args, options);
  const shown = args.map((arg) => (arg === completed ? "COMPLETED" : arg === failed ? "FAILED" : arg));
  const text = transcript(shown, result, project.dir)
    .replaceAll(/\b\d\d:\d\d\.\d\b/g, "<at>")
    // How often progress is told depends on the pace of the machine, and so do the numbers after it.
    .replaceAll(/^.* {2}\d+(?: of \d+)?\n/gm, "")
    .replaceAll(/^ *\d+( {2}<at>)/gm, "N$1")
    .replaceAll(/\b\d+ of \d+ events/g, "N events")
    .replaceAll(/(?:<1ms|\d+(?:\.\d)?m?s)\b/g, "<took>");
  expectGolden(`cli/replay/${name}.txt`, text);
  return result;
}

describe("wct replay --follow of a run that has ended", () => {
  const follow = (run: string, ...args: string[]) => cli(["replay", run, "--follow", ...args]);

  test("prints the lines of wct replay, and ends with the exit code of the run", async () => {
    const unspaced = (text: string): string => text.replaceAll(/^ +/gm, "").replaceAll(/ +/g, " ");
    for (const [run, code] of [
      [completed, 0],
      [failed, 1],
    ] as const) {
      const { stdout } = await cli(["replay", run]);
      const followed = await follow(run);
      expect(followed).toMatchObject({ code, stderr: "" });
      expect(unspaced(followed.stdout)).toBe(unspaced(stdout));
    }
  });

  test("--json prints what wct run --json prints: the events, then the run", async () => {
    const lines = (await follow(completed, "--json")).stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(lines.slice(1).map((_, at) => at + 1));
    expect(lines.at(-1)).toEqual(JSON.parse((await cli(["inspect", completed, "--json"])).stdout));
  });

  test("on a terminal it ends with the summary of wct run", async () => {
    const { code, stdout } = await cli(["replay", completed, "--follow"], { terminal: true });
    expect(code).toBe(0);
    expect(stdout).toContain("2 completed");
  });
});

describe("wct replay", () => {
  test("shows every event with the state after it", async () => {
    expect((await golden("completed", ["replay", completed])).code).toBe(0);
    expect((await golden("failed", ["replay", failed, "--speed", "max", "--ascii"])).code).toBe(0);
  });

  test("goes up to an event or to the end of an artifact", async () => {
    const upTo = async (until: string) =>
      (await cli(["replay", completed, "--until", until])).stdout.trimEnd().split("\n");
    expect(await upTo("3")).toHaveLength(3);
    expect((await upTo("texts")).at(-1)).toMatch(/texts {2}completed$/);
  });

  test("steps forwards, backwards and to a number, and inspects artifacts as they stood then", async () => {
    const typed = ["", "", "b", "3", "0", "999", "i broken", "i brokn", "i", "?", "jump", "q", ""];
    expect((await golden("steps", ["replay", failed, "--step"], { typed })).code).toBe(0);
  });

  test("ends with what is typed", async () => {
    const { code, stdout } = await cli(["replay", failed, "--step"], { typed: [""] });
    expect([code, stdout.trimEnd().split("\n").length]).toEqual([0, 2]);
  });

  test("--json has every event with the state after it, and how each artifact stood at the end", async () => {
    const { steps, artifacts, ...run } = JSON.parse((await cli(["replay", failed, "--json"])).stdout);
    expect(run).toMatchObject({ apiVersion: "wct/v1", kind: "Replay", id: failed, status: "failed" });
    expect(steps.map(({ event }: { event: { seq: number } }) => event.seq)).toEqual(
      steps.map((_: object, i: number) => i + 1),
    );
    expect(steps.at(-1).state).toEqual({ pending: 0, running: 0, completed: 0, reused: 0, failed: 1, skipped: 1 });
    expect(artifacts).toEqual([
      { id: "broken", status: "failed" },
      { id: "after", status: "skipped" },
    ]);
    const early = JSON.parse((await cli(["replay", failed, "--json", "--until", "1"])).stdout);
    expect(early.steps).toHaveLength(1);
    expect(early.artifacts[0]).toEqual({ id: "broken", status: "pending" });
  });

  test.each([
    [["latest", "--speed", "fast"], 2],
    [["latest", "--speed", "0x"], 2],
    [["latest", "--speed", "2x", "--json"], 2],
    [["latest", "--speed", "2x", "--step"], 2],
    [["latest", "--step", "--json"], 2],
    [["latest", "--until", "0"], 2],
    [["latest", "--until", "9999"], 2],
    [["latest", "--until", "brokn"], 3],
    [["nothing"], 3],
    [["latest", "--follow", "--speed", "2x"], 2],
    [["latest", "--follow", "--until", "3"], 2],
    [["latest", "--follow", "--step"], 2],
    [["latest", "--follow", "--select", "texts"], 2],
    [["latest", "--follow", "--verify"], 2],
    [["latest", "--verify", "--step"], 2],
    [["latest", "--raw"], 2],
    [["latest", "texts"], 2],
    [["latest", "--verify", "txts"], 3],
    [["nothing", "--verify"], 3],
    [["nothing", "--follow"], 3],
  ])("wct replay %j is refused", async (args, code) => {
    const { code: ended, stdout, stderr } = await cli(["replay", ...args]);
    if (!args.includes("--json")) expect(stdout).toBe("");
    expect(ended).toBe(code);
    expect(stderr).toMatch(/^error\[WCT_(USAGE|RUN_ARTIFACT_ABSENT|RUN_NOT_FOUND)\]/);
  });
});
