import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

// A prune between the moment in which a run decides what it takes over and the one in which it takes it.

let project: Project;
beforeEach(() => {
  project = makeProject();
  project.write("found.yaml", found);
});
afterEach(() => project[Symbol.dispose]());

const found = `name: What the texts hold
description: A processor over a source
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  found:
    inputs: texts
    process: { type: personal_data }
    output: true
`;

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** Runs again, and something else happens once it has said what it takes over. */
async function again(option: readonly string[], meanwhile: readonly string[]) {
  let done = false;
  const overheard = async (text: string): Promise<void> => {
    if (done || !text.includes("reused")) return;
    done = true;
    expect(await cli(...meanwhile)).toMatchObject({ code: 0 });
  };
  const { code, stderr } = await runCli(["run", "found.yaml", ...option], { cwd: project.dir, overheard });
  const { artifacts } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  const became = artifacts.map((one: { id: string; status: string }) => `${one.id} ${one.status}`);
  return { code, became, stderr };
}

const allGone = ["runs", "prune", "--yes", "--keep", "0"];

test("what a resumed run loses so is executed again, and it says so", async () => {
  await cli("run", "found.yaml", "-q");
  const { code, became, stderr } = await again(["--resume", "latest"], allGone);
  expect({ code, became }).toEqual({ code: 0, became: ["texts completed", "found completed"] });
  expect(stderr).toContain("texts executes: its content was deleted in the meantime\n");
  expect(await cli("verify")).toMatchObject({ code: 0 });
});

test("what depends on lost content is reused if that comes out as it was", async () => {
  await cli("run", "found.yaml", "-q");
  const { code, became } = await again(["--resume", "latest"], ["runs", "prune", "--yes", "--raw"]);
  expect({ code, became }).toEqual({ code: 0, became: ["texts completed", "found reused"] });
});

test("what an incremental run loses while it waits for its inputs is executed again", async () => {
  await cli("run", "found.yaml", "-q");
  const { code, became, stderr } = await again(["--incremental"], allGone);
  expect({ code, became }).toEqual({ code: 0, became: ["texts completed", "found completed"] });
  expect(stderr).toContain("found executes: its content was deleted in the meantime\n");
});
