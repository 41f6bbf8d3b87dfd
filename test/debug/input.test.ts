import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDebugProject } from "../support/debug-project.ts";
import { goldenSession, type ShellResult } from "../support/debug-shell.ts";
import type { Project } from "../support/project.ts";

let project: Project;
beforeAll(() => {
  project = makeDebugProject();
});
afterAll(() => project[Symbol.dispose]());

const session = (name: string, args: readonly string[], commands: readonly string[]): Promise<ShellResult> =>
  goldenSession(name, { cwd: project.dir, args, commands });

describe("input", () => {
  test("every kind of wrong command is reported with its place, and the session goes on", async () => {
    const commands = [
      "contnue",
      "co",
      "frobnicate",
      "inspect nothing",
      "inspect texts nothing",
      "inspect texts $.items[",
      "inspect texts --hed 2",
      "inspect texts --head",
      "inspect texts --raw --table",
      "until",
      "until nothing",
      "goto",
      "back x",
      "back 0",
      "break",
      "break nothing",
      "break texts sometimes",
      "break texts after if output.sise > 1",
      "delete",
      "delete 9",
      "print",
      "print foo(",
      "print output.size",
      "set",
      "set color red",
      "set config",
      "set config path",
      "set config pth texts",
      "set output",
      "retry",
      "quit now",
      "help nothing",
      "inspect data_subjects",
      "q",
    ];
    expect((await session("wrong-input", ["shop.yaml"], commands)).code).toBe(130);
  });

  test("nothing on standard input is refused before anything runs", async () => {
    expect((await session("no-input", ["shop.yaml", "--store", "unused"], [])).code).toBe(2);
  });

  test("commands come from a file", async () => {
    project.write("commands.txt", "n\nfrobnicate\r\n# done\nuntil end\n");
    expect((await session("commands-file", ["shop.yaml", "--commands", "commands.txt"], [])).code).toBe(0);
    expect((await session("commands-absent", ["shop.yaml", "--commands", "nowhere.txt"], [])).code).toBe(2);
  });

  test("stdout has only what was asked for", async () => {
    const commands = ["n", "i texts $.items[*].id", "print output.size > 0", "c", "q"];
    const { stdout } = await session("only-data", ["shop.yaml"], commands);
    expect(stdout).toMatch(/^("[^"]*"\n)+true\n$/);
  });

  test("help lists the commands, and explains one", async () => {
    await session("help", ["shop.yaml"], ["help", "help inspect", "?", "h set", "q"]);
  });

  test("options that only a recorded run has are refused for a runbook", async () => {
    expect((await session("at-runbook", ["shop.yaml", "--at", "end"], ["c"])).code).toBe(2);
    expect((await session("no-such-run", ["nothing"], ["c"])).code).toBe(3);
    expect((await session("no-such-runbook", ["nothing.yaml"], ["c"])).code).toBe(2);
  });
});
