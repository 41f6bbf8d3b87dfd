import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = join(import.meta.dirname, "..", "..", "examples", "webshop", "runbook.yaml");
let project: Project;

beforeAll(async () => {
  project = makeProject();
  // One thread against several: the order in which artifacts end is another one.
  for (const workers of ["1", "3"]) {
    const args = ["run", runbook, "-q", "--workers", workers, "--output", workers];
    const { code, stdout, stderr } = await spawnCli(args, { cwd: project.dir }).ended;
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  }
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("the example makes a record of processing in three formats", () => {
  const files = readdirSync(project.path("1"));
  for (const extension of ["html", "json", "md"]) expect(files).toContain(`gdpr_article_30.${extension}`);
});

test("two runs of the example agree in every digest and every byte of their outputs", async () => {
  const { runs } = JSON.parse((await cli("runs", "--json")).stdout);
  const digests = [];
  for (const { id } of runs) {
    const { artifacts } = JSON.parse((await cli("inspect", id, "--json")).stdout);
    digests.push(artifacts.map((one: { id: string; digest: string }) => `${one.id} ${one.digest}`));
  }
  expect(digests).toHaveLength(2);
  expect(digests[0]).toEqual(digests[1]);
  const outputs = (folder: string) =>
    readdirSync(project.path(folder)).map((file) => [file, readFileSync(project.path(folder, file), "utf8")]);
  expect(outputs("1")).toEqual(outputs("3"));
});

test("what is exported later from the record is what the run wrote", async () => {
  expect((await cli("export", "latest", "gdpr_article_30", "--format", "html", "-o", "later")).code).toBe(0);
  const html = (folder: string): string => readFileSync(project.path(folder, "gdpr_article_30.html"), "utf8");
  expect(html("later")).toBe(html("1"));
});

test("both records verify", async () => {
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
});
