import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project[Symbol.dispose]());

const shell = (...args: string[]) => runCli(args, { cwd: project.dir });
const npx = (...args: string[]) => runCli(args, { cwd: project.dir, env: { npm_command: "exec" } });

/** Every command of ours that a text names. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:npx )?\bwct (?=run|runs|inspect|timeline|verify|validate|init)/g)].map(([whole]) =>
    whole.trim(),
  );

test.each([
  ["the end of a run", ["run", "shop.yaml"]],
  ["a failure", ["run", "failing.yaml"]],
  ["a run that is looked at", ["inspect", "latest:failed"]],
  ["the hint of a mistake", ["inspect", "latest:cancelled"]],
  ["the next steps after init", ["init", "shop.db", "--dir", "new", "--force"]],
])("%s names commands as they were called", async (_, args) => {
  for (const [call, program] of [
    [shell, "wct"],
    [npx, "npx wct"],
  ] as const) {
    const { stdout, stderr } = await call(...args);
    const named = commandsIn(stdout + stderr);
    expect(named).not.toEqual([]);
    expect(new Set(named)).toEqual(new Set([program]));
  }
});
