import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownName } from "../../src/store/disk/owner.ts";
import { runCli } from "../support/cli.ts";
import { startToHurt, until } from "../support/faults.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;

beforeEach(() => {
  project = makeProject("wct-leftovers-");
});

afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

const isUnfinished = (name: string): boolean => /\.tmp$/.test(name);

/** Unfinished files anywhere in the project. */
const left = (): readonly string[] =>
  readdirSync(project.dir, { recursive: true, encoding: "utf8" }).filter(
    (name) => isUnfinished(name) && !name.startsWith(".wct/"),
  );

test("what a killed process left unfinished is swept by the next command that writes", {
  timeout: 120_000,
}, async () => {
  project.write("large.yaml", largeRunbook);
  project.write("books/text.txt", Array.from({ length: 200_000 }, (_, i) => `${i} ada@example.org`).join("\n"));
  const hurt = startToHurt(project, ["run", "large.yaml", "-q"]);
  await until("an output is being written", () => left().length > 0, 90_000);
  hurt.signalGroup("SIGKILL");
  await hurt.ended;
  expect(left()).toHaveLength(1);
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  expect(left()).toEqual([]);
});

const largeRunbook = `name: Large
description: An output that takes a while to write
artifacts:
  books:
    source: { type: filesystem, properties: { path: books } }
    output: true
`;

test("files of a living process, and those of others, stay", async () => {
  const own = `.wct-${ownName()}.tmp`;
  const others = [own, ".wct-notes.tmp", "outputs/letters/.wct-notes.tmp", ".record.html.0123456789ab.tmp"];
  mkdirSync(project.path("outputs", "letters"), { recursive: true });
  for (const name of others) writeFileSync(project.path(name), "of somebody else");
  await cli("run", "shop.yaml", "-q");
  await cli("runs", "export", "latest", "bundle");
  await cli("runs", "prune", "--keep", "0", "--yes");
  expect(left().toSorted()).toEqual(others.toSorted());
});

test("outputs are not written through a link that nobody named", async () => {
  mkdirSync(project.path("others"));
  symlinkSync(project.path("others"), project.path("outputs"));
  const refused = await cli("run", "shop.yaml", "-q");
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("is a symbolic link");
  expect(existsSync(project.path(".wct"))).toBe(false);
  expect(readdirSync(project.path("others"))).toEqual([]);
  expect(await cli("run", "shop.yaml", "-q", "--output", "outputs")).toMatchObject({ code: 0 });
  expect(readdirSync(project.path("others"))).not.toEqual([]);
});

test("a store is not looked for behind a link that nobody named", async () => {
  await cli("run", "shop.yaml", "-q", "--store", "elsewhere");
  symlinkSync(project.path("elsewhere"), project.path(".wct"));
  for (const args of [["runs"], ["verify"], ["run", "shop.yaml"], ["runs", "prune", "--keep", "0", "--yes"]]) {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stderr).toContain("WCT_STORE_UNSAFE");
    expect(stderr).toContain("is a symbolic link");
  }
  expect(await cli("verify", "--store", ".wct")).toMatchObject({ code: 0 });
});

test("verify names what is not of wct, and takes it for no damage", async () => {
  await cli("run", "shop.yaml", "-q");
  for (const name of [".wct/objects/.DS_Store", ".wct/tmp/notes.txt"]) project.write(name, "of somebody else");
  const { code, stdout, stderr } = await cli("verify");
  expect(code).toBe(0);
  expect(stdout).not.toContain("damaged");
  expect(stderr).toContain('not touched: "objects/.DS_Store" and "tmp/notes.txt"');
  const { strays } = JSON.parse((await cli("verify", "--json")).stdout).store;
  expect(strays).toEqual(["objects/.DS_Store", "tmp/notes.txt"]);
});
