import { expect } from "vitest";
import { type CliResult, runCli, spawnCli } from "../../support/cli.ts";
import { makeProject, type Project } from "../../support/project.ts";
import type { Random } from "../random.ts";
import type { Attempt, Suite } from "../suite.ts";

type Command = readonly string[];

const run: Command = ["run", "shop.yaml", "-q", "--workers", "1"];

/** What removes, each with the words in which it may refuse: content is not erased while a run goes on. */
const removals: readonly Command[] = [
  ["runs", "prune", "--keep", "2", "--yes"],
  ["runs", "prune", "--raw", "--yes"],
  ["runs", "erase", "--subject", "ada@example.org", "--yes"],
];

const looks: readonly Command[] = [["verify"], ["verify"], ["runs"], ["runs", "prune", "--keep", "1", "--dry-run"]];

/** Runs, prunes, erasings and looks at one store, in processes of their own. */
export const concurrency: Suite = {
  name: "concurrency",
  promise: "beside each other, runs complete, and nothing that is only being removed is called damaged",
  attacks: 1,
  async start() {
    return {
      async attack(attempt) {
        using project = makeProject("wct-beside-");
        expect(await runCli([...run], { cwd: project.dir })).toMatchObject({ code: 0 });
        await Promise.all([
          ...Array.from({ length: 2 }, () => again(project, attempt, () => run)),
          again(project, attempt, () => attempt.random.pick(removals)),
          again(project, attempt, () => attempt.random.pick(removals)),
          again(project, attempt, () => attempt.random.pick(looks)),
        ]);
        expect(await runCli(["verify"], { cwd: project.dir })).toMatchObject({ code: 0 });
      },
      end: () => undefined,
    };
  },
};

/** So many commands, one after another, chosen by the seed before any of them starts. */
async function again(project: Project, { random, note }: Attempt, choose: () => Command): Promise<void> {
  for (const command of chosen(random, choose)) {
    const result = await spawnCli(command, { cwd: project.dir }).ended;
    note(`wct ${command.join(" ")}: exit ${result.code}`);
    expectSound(command, result);
  }
}

const chosen = (random: Random, choose: () => Command): readonly Command[] =>
  Array.from({ length: random.integer(2, 3) }, choose);

function expectSound(command: Command, { code, stdout, stderr }: CliResult): void {
  const isRefused = command[1] === "erase" && stderr.includes("error[WCT_RUN_ACTIVE]");
  expect(isRefused ? 0 : code, `wct ${command.join(" ")}:\n${stdout}${stderr}`).toBe(0);
  expect(stdout + stderr).not.toMatch(/damaged|missing/);
}
