import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOfArgument, placeOfOption } from "../../src/cli/completion/candidates.ts";
import { isDecided } from "../../src/cli/completion/values.ts";
import { processIo } from "../../src/cli/io.ts";
import { declareProgram } from "../../src/cli/program.ts";
import { safeIo } from "../../src/cli/safe-output.ts";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  project.write("named.yaml", "name: x\n");
  project.write(".hidden.yaml", "name: x\n");
  project.write("a folder/in it.yaml", "name: x\n");
  project.write("elsewhere/wct.yaml", "plugins: [./not-there]\n");
  project.write("usual/wct.yaml", "runbook: ../parts.yaml\n");
  project.write("search.yaml", search);
  project.write("parts.yaml", parts);
  project.write(
    "shop.yaml",
    readFileSync(project.path("shop.yaml"), "utf8").replace("  all:", "    tags: [letters]\n  all:"),
  );
  await cli("run", "shop.yaml", "-q");
  await cli("run", "failing.yaml", "-q");
});
afterAll(() => project[Symbol.dispose]());

const parts = `name: Parts
description: One child
artifacts:
  texts: { source: { type: filesystem, properties: { path: texts } } }
  found: { inputs: texts, child_runbook: { path: search.yaml, input_mapping: { from: texts }, output: all } }
`;
const search = `name: Search
description: A child
inputs: { from: { schema: "standard_input:1.0.0" } }
outputs: { all: { artifact: detect } }
artifacts:
  detect: { inputs: from, process: { type: personal_data }, tags: [pii] }
`;

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** The values offered for the last word, as Zsh gets them: without quotes. */
async function offered(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await cli("__complete", "zsh", "--", ...words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t")[0] ?? ""]));
}

describe("what is offered", () => {
  test.each([
    [["insp"], ["inspect"]],
    [["runs", "pru"], ["prune"]],
    [["help", "verif"], ["verify"]],
    [
      ["runs", "--status", ""],
      ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"],
    ],
    [
      ["runs", "--status=c"],
      ["--status=completed", "--status=cancelled"],
    ],
    [["timeline", "latest", "--format", "tr"], ["trace"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["run", "--exp"], ["--export"]],
    [["run", "--export", "js"], ["json"]],
    [
      ["export", "latest", "--format", "o"],
      ["openlineage", "otlp"],
    ],
    [
      ["connectors", ""],
      ["filesystem", "sqlite", "sql_dump", "postgres", "mysql"],
    ],
    [["connectors", "sqlite", ""], []],
    [["schemas", "standard_input:"], ["standard_input:1.0.0"]],
    [
      ["inspect", "latest:"],
      ["latest:completed", "latest:failed"],
    ],
    [
      ["inspect", "latest:completed", ""],
      ["texts", "all"],
    ],
    [["inspect", "latest:failed", "b"], ["broken"]],
    [["export", "latest:completed", "texts", ""], ["all"]],
    [["replay", "latest:completed", "--verify", "texts", ""], ["all"]],
    [
      ["inspect", "latest:completed", "--select", "t"],
      ["texts", "tag:letters"],
    ],
    [["replay", "latest:completed", "--select", "+tag:"], ["+tag:letters"]],
    [
      ["run", "shop.yaml", "--select", "t"],
      ["texts", "tag:letters"],
    ],
    [
      ["runs", "--runbook", ""],
      ["failing.yaml", "shop.yaml"],
    ],
    [["run", "n"], ["named.yaml"]],
    [["run", "a folder/"], ["a folder/in it.yaml"]],
    [["run", ".h"], [".hidden.yaml"]],
    [["export", "latest", "-o", "t"], ["texts/"]],
    [["run", "named.yaml", "another.yaml", ""], []],
    [["frobnicate", ""], []],
    [["inspect", "no-such-run", ""], []],
    [["inspect", "--store", "nowhere", ""], []],
  ])("%j: %j", async (words, values) => {
    const found = await offered(...words);
    // Two runs of one second are listed by their ids.
    expect(words[0] === "runs" ? found.toSorted() : found).toEqual(words[0] === "runs" ? values.toSorted() : values);
  });

  test("runs are named by latest, by status and by id, newest first", async () => {
    const ids = JSON.parse((await cli("runs", "--json")).stdout).runs.map(({ id }: { id: string }) => id);
    const found = await offered("inspect", "");
    expect(found.slice(0, 1)).toEqual(["latest"]);
    expect(found.slice(-2)).toEqual(ids);
  });

  test("a runbook or a run may be either", async () => {
    const found = await offered("visualise", "");
    expect(found).toEqual(expect.arrayContaining(["latest", "shop.yaml", "texts/"]));
    expect(found).not.toContain("shop.db");
  });

  test("an option that stands already is not offered again, unless it is repeatable", async () => {
    const found = await offered("run", "--workers", "2", "--export", "json", "--");
    expect(found).toContain("--export");
    expect(found).toContain("--resume");
    expect(found).not.toContain("--workers");
    expect(found).not.toContain("shop.yaml");
  });

  test("breakpoints are for artifacts of the runbook or of the run", async () => {
    expect(await offered("debug", "shop.yaml", "--break", "")).toEqual(["texts", "all"]);
    expect(await offered("debug", "latest:failed", "--break-after", "b")).toEqual(["broken"]);
    expect(await offered("debug", "latest", "--at", "")).toEqual(["start", "failure", "end"]);
  });

  test("without a runbook, artifacts and tags are those of the one that wct.yaml names, also inside child runbooks", async () => {
    const usual = async (...words: string[]) => {
      const { stdout } = await runCli(["__complete", "zsh", "--", ...words], { cwd: project.path("usual") });
      return stdout.split("\n").map((line) => line.split("\t")[0]);
    };
    expect(await usual("run", "--select", "f")).toContain("found/detect");
    expect(await usual("run", "--select", "tag:")).toContain("tag:pii");
    expect(await usual("run", "--force", "found/")).toContain("found/detect");
    expect(await usual("run", "--set", "texts.")).toContain("texts.config.path=");
  });

  test("a bundle has artifacts as a run has", async () => {
    await cli("runs", "export", "latest:failed", "handover.wctrun");
    expect(await offered("inspect", "./hand")).toEqual(["./handover.wctrun"]);
    expect(await offered("inspect", "handover.wctrun", "")).toEqual(["broken", "after"]);
  });

  test("after -- a word is no option", async () => {
    expect(await offered("run", "--", "-")).toEqual([]);
    expect(await offered("run", "--", "sho")).toEqual(["shop.yaml"]);
  });

  test("no plugin is loaded: one that is not there is no obstacle", async () => {
    const { stdout, stderr } = await runCli(["__complete", "zsh", "--", "connectors", "sq"], {
      cwd: project.path("elsewhere"),
    });
    expect({ name: stdout.split("\t")[0], stderr }).toEqual({ name: "sqlite", stderr: "" });
  });
});

describe("Bash", () => {
  const bash = async (...words: string[]): Promise<string> =>
    (await cli("__complete", "bash", "--", ...words)).stdout.split("\n")[0]?.split("\t")[0] ?? "";

  test.each([
    [["run", "a\\ fol"], "a\\ folder/"],
    [["run", '"a fol'], "a folder/"],
    [["run", "'a fol"], "a folder/"],
    [["run", '"a folder/in'], "a folder/in it.yaml"],
    [["inspect", '"latest:completed"', "te"], "texts"],
  ])("%j is completed to %s", async (words, value) => {
    expect(await bash(...words)).toBe(value);
  });
});

describe("declarations", () => {
  const commands = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(commands)];
  const program = declareProgram({
    io: safeIo(processIo()),
    writeHelp: () => undefined,
    done: async (code) => void (await code),
  });

  test("it is decided what is offered for every argument and every option that takes a value", () => {
    const undecided = commands(program).flatMap((command) => [
      ...command.registeredArguments
        .filter((argument) => !isDecided(placeOfArgument(command, argument)))
        .map((argument) => `${command.name()} ${argument.name()}`),
      ...command.options
        .filter((option) => (option.required || option.optional) && !isDecided(placeOfOption(command, option)))
        .map((option) => `${command.name()} ${option.flags}`),
    ]);
    expect(undecided).toEqual(["__complete words"]);
  });
});

test("the hidden command is not in the help", async () => {
  expect((await cli("--help")).stdout).not.toContain("__complete");
});

test("an unknown shell is a mistake", async () => {
  const { code, stdout } = await cli("completion", "tcsh");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("the program answers at once, and writes nothing to a folder without store", async () => {
  using empty = makeProject();
  const { code, stdout, stderr } = await spawnCli(["__complete", "fish", "--", "inspect", ""], { cwd: empty.dir })
    .ended;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
  expect((await runCli(["runs"], { cwd: empty.dir })).code).toBe(3);
});
