import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, runIn } from "../support/cli.ts";
import { makeDebugProject } from "../support/debug-project.ts";
import { goldenSession, runShell, type ShellResult, type ShellRun } from "../support/debug-shell.ts";
import type { Project } from "../support/project.ts";

let project: Project;
let failed: string;
beforeAll(async () => {
  project = makeDebugProject();
  failed = runIn(await runCli(["run", "failing.yaml", "--max-concurrency", "1"], { cwd: project.dir }));
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const session = (
  name: string,
  args: readonly string[],
  commands: readonly string[] | null,
  more: Partial<ShellRun> = {},
): Promise<ShellResult> =>
  goldenSession(name, { cwd: project.dir, args, commands, ...more }, (text) =>
    // A run of the same second has the same id with a number.
    text.replaceAll(new RegExp(`\\b${failed}\\b`, "g"), "FAILED"),
  );

describe("stepping", () => {
  test("continue stops before and after each artifact while there is no breakpoint", async () => {
    const { code, stdout } = await session("plain-stepping", ["shop.yaml"], Array(8).fill("continue"));
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });

  test("next, finish and until go to where they say", async () => {
    const commands = ["n", "finish", "f", "until personal_data", "where", "until end"];
    expect((await session("next-finish-until", ["shop.yaml"], commands)).code).toBe(0);
  });

  test("an empty line repeats continue and next, and comments are passed over", async () => {
    await session("repeat", ["shop.yaml"], ["# the first step", "n", "", "", "q"]);
  });

  test("a run that has ended can be looked at with --break-at-end", async () => {
    const commands = ["until end", "where", "back", "c", "retry", "n", "q"];
    expect((await session("break-at-end", ["shop.yaml", "--break-at-end"], commands)).code).toBe(0);
  });
});

test("a child runbook is stepped over, into and out of", async () => {
  const commands = ["n", "n", "n", "step", "where", "step into", "step out", "where", "step out", "n", "n", "n", "q"];
  expect((await session("child-runbooks", ["parts.yaml"], commands)).code).toBe(130);
});

test("artifacts of child runbooks have breakpoints by id and by pattern", async () => {
  const commands = ["breakpoints", "print inputs", "c", "where", "c", "c"];
  const args = ["parts.yaml", "--break", "in_texts/detect", "--break-after", "*/people"];
  expect((await session("child-breakpoints", args, commands)).code).toBe(0);
});

describe("breakpoints", () => {
  test("by flag", async () => {
    const args = ["shop.yaml", "--break", "personal_data", "--break-after", "personal_data"];
    expect((await session("break-by-flag", args, ["i", "c", "c"])).code).toBe(0);
  });

  test("by annotation in the runbook", async () => {
    await session("break-by-annotation", ["annotated.yaml"], ["breakpoints", "c", "delete 2", "breakpoints", "c"]);
  });

  test("by pattern", async () => {
    await session("break-by-pattern", ["shop.yaml", "--break", "*_*"], ["breakpoints", "c", "c"]);
  });

  test("by condition", async () => {
    const args = [
      "shop.yaml",
      "--break-after",
      "texts if output.size > 1",
      "--break-after",
      "customers if output.size > 99",
    ];
    await session("break-by-condition", args, ["print output.size", "print inputs", "breakpoints", "c"]);
  });

  test("set, disabled, enabled and deleted in the session", async () => {
    const commands = [
      "break personal_data after if output.size == 0",
      "b data_subjects after",
      "b",
      "breakpoints",
      "disable 2",
      "delete 3",
      "breakpoints",
      "enable 2",
      "c",
      "q",
    ];
    await session("break-in-session", ["shop.yaml"], commands);
  });

  test("by line of the runbook and of its child runbook", async () => {
    const commands = [
      ...[
        "break parts.yaml:5",
        "b 9 after",
        "b ./pass.yaml:9 if output == null",
        "b pass.yaml:12 after",
        "breakpoints",
      ],
      ...["b 1", "b parts.yaml:99", "b pass.yaml:3", "b other.yaml:4", "b 99999999999", "b 0", "c", "q"],
    ];
    await session("break-by-line", ["parts.yaml"], commands);
  });

  test("the nearest artifact is named, before anything runs", async () => {
    const { code } = await session("break-unknown", ["shop.yaml", "--break", "personal_dat"], ["c"]);
    expect(code).toBe(2);
    expect(
      (await session("break-condition-wrong", ["shop.yaml", "--break", "texts if output.sise > 1"], ["c"])).code,
    ).toBe(2);
    expect((await session("break-not-a-breakpoint", ["shop.yaml", "--break", "texts when late"], ["c"])).code).toBe(2);
  });
});

describe("failures", () => {
  test("stop the session; set config and retry mend them", async () => {
    const commands = [
      "error",
      "config",
      "set config database_path nothing.db",
      "set config database_path shop.db",
      "where",
      "retry",
      "c",
    ];
    const args = ["failing.yaml", "--break", "personal_data"];
    expect((await session("failure-retry", args, [...commands, "c"])).code).toBe(0);
  });

  test("continue lets an artifact fail and skips what needs it", async () => {
    expect((await session("failure-continue", ["failing.yaml", "--break", "personal_data"], ["c"])).code).toBe(1);
  });

  test("of optional artifacts stop too, unless nothing should", async () => {
    expect((await session("failure-optional", ["optional.yaml", "--break-after", "broken"], ["c"])).code).toBe(0);
    const args = ["failing.yaml", "--break", "personal_data", "--no-break-on-failure"];
    expect((await session("failure-passed", args, ["c"])).code).toBe(1);
  });

  test("a change is said to be unused if the artifact is not produced again", async () => {
    const commands = ["n", "set config respect_gitignore false", "c", "q"];
    await session("unused-change", ["shop.yaml"], commands);
  });
});

describe("changes", () => {
  test("an output that its schema refuses changes nothing; one that it accepts is used", async () => {
    project.write("refused.json", '{"findings":[{"id":7}]}');
    project.write("not.json", "no json");
    const inspected = await runCli(["run", "shop.yaml"], { cwd: project.dir });
    const content = await runCli(["inspect", runIn(inspected), "personal_data", "--head", "1"], { cwd: project.dir });
    project.write("accepted.json", content.stdout);
    const commands = [
      "set output refused.json",
      "set output not.json",
      "set output nowhere.json",
      "set output accepted.json",
      "where",
      "until end",
      "inputs personal_data",
      "q",
    ];
    const args = ["shop.yaml", "--break-after", "personal_data", "--break-at-end"];
    expect((await session("replaced-output", args, commands)).code).toBe(0);
  });

  test("skip says what goes with it, and can be taken back", async () => {
    expect((await session("skip", ["shop.yaml"], ["skip", "where", "skip", "skip", "until end"])).code).toBe(0);
  });

  test("an artifact that is edited and refused can be edited again", async () => {
    project.write("refuse.sh", 'sed -i "s/\\"findings\\": \\[/\\"findings\\": [7,/" "$1"');
    project.write("fail.sh", "exit 3");
    const args = ["shop.yaml", "--break-after", "personal_data"];
    const env = { PATH: process.env["PATH"] ?? "", EDITOR: "sh refuse.sh" };
    await session("edit-refused", args, ["edit", "edit", "q"], { env });
    await session("edit-fails", args, ["edit", "q"], { env: { ...env, VISUAL: "sh fail.sh" } });
    await session("edit-without-editor", args, ["edit", "q"]);
    project.write("delete.sh", 'rm "$1"');
    project.write("folder.sh", 'rm "$1"; mkdir "$1"');
    await session("edit-deleted", args, ["edit", "where", "q"], { env: { ...env, VISUAL: "sh delete.sh" } });
    await session("edit-folder", args, ["edit", "edit", "q"], { env: { ...env, VISUAL: "sh folder.sh" } });
  });
});

describe("time travel", () => {
  test("back and goto show earlier points, which can only be read", async () => {
    const commands = [
      "c",
      "c",
      "back",
      "skip",
      "retry",
      "back 99",
      "goto texts",
      "goto 1",
      "goto 999",
      "goto personal_data",
      "c",
      "q",
    ];
    await session("back-and-goto", ["shop.yaml"], commands);
  });

  test("rerun starts a new run from the point shown", async () => {
    const commands = ["until personal_data", "n", "back", "b data_subjects after", "rerun", "c", "c", "c"];
    expect((await session("rerun", ["shop.yaml"], commands)).code).toBe(0);
  });

  test("a recorded run is shown from its failure, and executes nothing", async () => {
    const commands = ["error", "i", "retry", "skip", "back", "c", "c", "c", "c", "c", "c"];
    expect((await session("recorded-failure", [failed, "--at", "failure"], commands)).code).toBe(0);
  });

  test("a recorded run is mended by a rerun", async () => {
    const commands = ["set config database_path shop.db", "rerun", "where", "c", "until end"];
    expect((await session("recorded-rerun", [failed, "--at", "failure"], commands)).code).toBe(0);
  });

  test("a recorded run opens at its end, and in its first point", async () => {
    await session("recorded-end", [failed, "--at", "end"], ["back", "back break", "q"]);
    await session("recorded-start", [failed], ["n", "p", "q"]);
  });
});

describe("parallel artifacts", () => {
  test("those that arrive while the session is stopped are held", async () => {
    const args = ["shop.yaml", "--max-concurrency", "2", "--break", "texts"];
    const { text } = await runShell({ cwd: project.dir, args, commands: ["w", "c"] });
    expect(text).toMatch(/Held until you go on: customers \((?:before|after)\)|Still running: customers/);
    await session("parallel", ["shop.yaml", "--max-concurrency", "2"], ["w", "q"]);
  });
});

describe("ending", () => {
  test("quit cancels the run, which can be resumed", async () => {
    const { code, text } = await session("quit", ["shop.yaml"], ["n", "q"]);
    expect(code).toBe(130);
    const [run = ""] = /run_\d+_\d+(?:_\d+)?/.exec(text) ?? [];
    const resumed = await runCli(["run", "shop.yaml", "--resume", run], { cwd: project.dir });
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain(`reused from ${run}: `);
  });

  test("the end of input quits", async () => {
    expect((await session("end-of-input", ["shop.yaml"], ["n"])).code).toBe(130);
  });

  test("a person is asked once before a run is cancelled", async () => {
    const { code, text } = await session("quit-asked", ["shop.yaml"], null, { typed: ["n", "q", "no", "q", "y"] });
    expect(code).toBe(130);
    expect(text.match(/Quit\? \[y\/N\]/g)).toHaveLength(2);
  });
});

test("options about reuse are refused for a recorded run", async () => {
  const { code, text } = await runShell({ cwd: project.dir, args: [failed, "--resume", failed], commands: ["q"] });
  expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining("--resume is for a runbook") });
});

test("the configuration is shown with the change that an attempt used", async () => {
  const commands = ["until customers", "set config database_path shop.db", "n", "config", "q"];
  const { stdout } = await runShell({ cwd: project.dir, args: ["failing.yaml"], commands });
  expect(stdout).toBe('{\n  "database_path": "shop.db"\n}\n');
});

test("60 columns break no word", async () => {
  const typed = [
    "help",
    "n",
    "n",
    "i",
    "i personal_data",
    "p",
    "w",
    "skip",
    "frobnicate",
    "until personal_data",
    "f",
    "i",
    "q",
    "y",
  ];
  const { text } = await session("narrow", ["shop.yaml"], null, { typed, columns: 60 });
  const wide = text.split("\n").filter((line) => line.length > 60 && !/[0-9a-f]{64}|wct-debug-/.test(line));
  expect(wide).toEqual([]);
});
