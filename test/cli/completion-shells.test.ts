import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { hasShell, typeInto } from "../support/shell-session.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  project.write("it's a $HOME (draft) & more.yaml", "name: x\n");
  project.write("folder of mine/inner book.yaml", "name: x\n");
  await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
  await runCli(["run", "failing.yaml", "-q"], { cwd: project.dir });
});
afterAll(() => project[Symbol.dispose]());

const lines: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ["wct inspect latest:fai\t bro\t --me\t", ["inspect", "latest:failed", "broken", "--meta"]],
  ["wct timeline latest --format=tra\t", ["timeline", "latest", "--format=trace"]],
  ["wct run it\t", ["run", "it's a $HOME (draft) & more.yaml"]],
  ["wct run fol\tinn\t", ["run", "folder of mine/inner book.yaml"]],
  ['wct run "it\t', ["run", "it's a $HOME (draft) & more.yaml"]],
];

for (const shell of ["bash", "zsh", "fish"] as const) {
  describe.skipIf(!hasShell(shell))(`in ${shell} [needs ${shell}]`, () => {
    test.concurrent.each(lines)("%j is completed", async (typed, words) => {
      expect(await typeInto(shell, typed, project.dir)).toEqual(words);
    });
  });
}

test.skipIf(!hasShell("bash"))('Bash may be told not to cut words at ":" [needs bash]', async () => {
  const typed = "COMP_WORDBREAKS=${COMP_WORDBREAKS//:}\rwct timeline latest:fai\t --format=tra\t";
  expect(await typeInto("bash", typed, project.dir)).toEqual(["timeline", "latest:failed", "--format=trace"]);
});
