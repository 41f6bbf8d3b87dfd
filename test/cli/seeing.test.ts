import { lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

beforeAll(async () => {
  project = makeProject();
  await cli("run", "shop.yaml", "-q");
  await cli("run", "failing.yaml", "-q");
});
afterAll(() => project[Symbol.dispose]());

describe("answers to people", () => {
  test.each([
    ["visualise", "shop.yaml"],
    ["visualise", "shop.yaml", "--format", "dot", "--schemas"],
    ["visualise", "shop.yaml", "--format", "text", "--ascii"],
    ["visualise", "failing.yaml", "--run", "latest:completed"],
  ])("wct %s %s %s %s %s", async (...args: string[]) => {
    const result = await cli(...args);
    expectGolden(
      `cli/seeing/${args.join(" ").replaceAll(/[^A-Za-z0-9]+/g, "-")}.txt`,
      transcript(args, result, project.dir),
    );
    expect(result.code).toBe(0);
  });

  test.each([
    [2, ["visualise", "shop.yaml", "--select", "txts"]],
    [2, ["visualise", "shop.yaml", "--select", "texts and"]],
    [2, ["visualise", "shop.yaml", "--select", "status:failed"]],
    [2, ["visualise", "shop.yaml", "-o", "graph.png"]],
    [2, ["visualise", "shop.yml"]],
    [2, ["timeline", "latest", "--what-if", "txts=2x"]],
    [2, ["timeline", "latest", "--what-if", "slots"]],
    [2, ["timeline", "latest", "--what-if", "broken=2x, slots=0"]],
    [2, ["timeline", "latest", "--what-if", "broken=2y,"]],
    [2, ["timeline", "latest", "--what-if", "broken=2x,,"]],
    [3, ["timeline", "latest:cancelled"]],
  ] as const)("%i: wct %j", async (code, args) => {
    const result = await cli(...args);
    expectGolden(
      `cli/seeing/${args.join(" ").replaceAll(/[^A-Za-z0-9]+/g, "-")}.txt`,
      transcript(args, result, project.dir),
    );
    expect(result).toMatchObject({ code, stdout: "" });
  });
});

test("visualize is visualise", async () => {
  expect(await cli("visualize", "shop.yaml")).toEqual(await cli("visualise", "shop.yaml"));
});

test("a failed run shows what failed and what was skipped, from the record alone", async () => {
  const { stdout } = await cli("visualise", "latest", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    apiVersion: "wct/v1",
    nodes: [
      { id: "broken", status: "failed" },
      { id: "after", status: "skipped" },
    ],
    edges: [{ from: "broken", to: "after", schema: "standard_input:1.0.0" }],
  });
  const mermaid = (await cli("visualise", "latest")).stdout;
  expect(mermaid).toContain("classDef failed fill:#FF6B6B");
  expect(mermaid).toContain("classDef skipped fill:#FFA500");
});

test("--select draws only what it selects", async () => {
  const { stdout } = await cli("visualise", "latest", "--select", "status:failed", "--json");
  expect(JSON.parse(stdout).nodes.map(({ id }: { id: string }) => id)).toEqual(["broken"]);
});

test.each([
  ["graph.mmd", "graph TD"],
  ["graph.dot", "digraph wct"],
  ["graph.svg", "<svg"],
  ["graph.html", "<!doctype html>"],
  ["graph.json", '{"apiVersion"'],
  ["graph.txt", "texts"],
])("visualise -o %s writes what the name means and tells where on stderr", async (file, text) => {
  const { code, stdout, stderr } = await cli("visualise", "latest:completed", "-o", file);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: `${file}\n` });
  expect(readFileSync(project.path(file), "utf8")).toContain(text);
});

describe("a file that is there", () => {
  const answers = [
    ["visualise", "latest", "-o", "kept.svg"],
    ["timeline", "latest", "-o", "kept.svg"],
    ["report", "latest", "-o", "kept.svg"],
    ["diff", "latest", "latest", "--format", "markdown", "-o", "kept.svg"],
  ];

  test.each(answers)("is refused by %s, and stays as it was", async (...args) => {
    project.write("kept.svg", "mine");
    expect(await cli(...args)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: 'error[WCT_USAGE]: "kept.svg" exists\n hint: overwrite it with --force, or choose another file\n',
    });
    expect(readFileSync(project.path("kept.svg"), "utf8")).toBe("mine");
  });

  test.each(answers)("is written over by %s with --force, through a link too", async (...args) => {
    project.write("kept.svg", "mine");
    rmSync(project.path("link.svg"), { force: true });
    symlinkSync("kept.svg", project.path("link.svg"));
    const words = args.map((word) => (word === "kept.svg" ? "link.svg" : word));
    expect(await cli(...words, "--force")).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(project.path("kept.svg"), "utf8")).not.toBe("mine");
    expect(lstatSync(project.path("link.svg")).isSymbolicLink()).toBe(true);
    expect(readdirSync(project.dir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("a device is written to as it is", async () => {
    const { code, stderr } = await cli("timeline", "latest", "--format", "json", "-o", "/dev/null");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "/dev/null\n" });
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("timeline", () => {
  test("--json gives a Timeline whose bounding path sums to the total", async () => {
    const { code, stdout } = await cli("timeline", "latest:completed", "--json");
    expect(code).toBe(0);
    const view = JSON.parse(stdout);
    expect(view).toMatchObject({ apiVersion: "wct/v1", kind: "Timeline", isFinished: true, whatIf: null });
    const sum = view.boundingPath.reduce((all: number, { durationMs }: { durationMs: number }) => all + durationMs, 0);
    expect(Math.abs(sum - view.totalMs)).toBeLessThan(view.totalMs / 1000);
    expect(view.edges).toEqual([{ from: "texts", to: "all", schema: "standard_input:1.0.0" }]);
    for (const node of view.nodes) {
      expect(Object.keys(node).sort().join(" ")).toBe(
        "attempts critical durationMs endMs id readyMs releasedBy skipped slackMs startMs status waitMs",
      );
    }
  });

  test("text names every artifact that executed and lists the skipped ones", async () => {
    expect((await cli("timeline", "latest:completed")).stdout).toMatch(
      /texts \(.+\)\n.+ all \(.+\)\n\nCritical path: texts → all/,
    );
    expect((await cli("timeline", "latest")).stdout).toMatch(
      /✖.+broken \(.+, failed\)\n\nskipped {2}after \(input-failed: broken\)/,
    );
  });

  test("--what-if tells the prediction, and -v the bounding path and advice", async () => {
    const { stdout } = await cli("timeline", "latest:completed", "-v", "--what-if", "slots=4,texts=0.5x");
    expect(stdout).toMatch(/^bounding path/m);
    expect(stdout).toMatch(/^Advice: /m);
    expect(stdout).toMatch(/^What if slots=4, texts=0.5x: about .+ for the actual run\)$/m);
  });

  test("of nothing changed, the replay is near the run", async () => {
    const { whatIf, totalMs } = JSON.parse(
      (await cli("timeline", "latest:completed", "--json", "--what-if", "texts=1x")).stdout,
    );
    expect(Math.abs(whatIf.totalMs - totalMs) / totalMs).toBeLessThan(0.05);
    expect(whatIf.totalMs).toBe(whatIf.replayedMs);
  });

  test.each(["svg", "html", "trace"])("--format %s goes to stdout", async (format) => {
    const { code, stdout, stderr } = await cli("timeline", "latest", "--format", format);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("broken");
  });
});
