import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { ownedName } from "../../../src/store/disk/owner.ts";
import { type CliResult, runCli } from "../../support/cli.ts";
import { makeProject, type Project } from "../../support/project.ts";
import type { Random } from "../random.ts";
import type { Attempt, Suite } from "../suite.ts";

const gone = ownedName({ pid: 999_999_999, boot: "another", namespace: "pid:[1]", start: "1" });
const folders = [".wct", ".wct/objects", ".wct/objects/ab", ".wct/tmp", ".wct/spool", "outputs", "."] as const;
const strayNames = [".DS_Store", "notes.txt", "folder/inside.txt", "12-abcdef-W10", "8f14e45f-ceea", ".wct-mine.tmp"];
/** What wct makes, and what somebody may put in its place. */
const places = [
  ".wct",
  ...["objects", "objects/ab", "spool", "tmp", "key", "store.db", ".gitignore"].map((name) => `.wct/${name}`),
  ...[`spool/${gone}`, `tmp/${gone}`, `objects/ab/ab${"cd".repeat(31)}`].map((name) => `.wct/${name}`),
  ...["store.db-wal", "store.db-shm", "store.db-journal"].map((name) => `.wct/${name}`),
  "outputs",
];
const commands: readonly (readonly string[])[] = [
  ["run", "shop.yaml", "-q"],
  ["run", "shop.yaml", "-q", "--incremental"],
  ["verify"],
  ["runs"],
  ["export", "latest", "--format", "json", "--force"],
  ["runs", "export", "latest", "bundle", "--force"],
  ["runs", "prune", "--keep", "1", "--yes"],
  ["runs", "prune", "--keep", "0", "--yes"],
];

/** Files of other programs in the folders of wct, and links in place of what wct makes. */
export const strays: Suite = {
  name: "strays",
  promise: "what wct did not make, in its folders or behind links in them, stays as it is; no command stops at it",
  attacks: 12,
  async start() {
    const project = makeProject("wct-strays-");
    await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
    for (const name of [".wct", "outputs"]) renameSync(project.path(name), project.path(`whole-${name}`));
    return {
      async attack(attempt) {
        await attackProject(project, attempt);
      },
      end: () => project[Symbol.dispose](),
    };
  },
};

async function attackProject(project: Project, attempt: Attempt): Promise<void> {
  for (const name of [".wct", "outputs"])
    cpSync(project.path(`whole-${name}`), project.path(name), { recursive: true });
  makeOthers(project);
  try {
    if (attempt.random.chance(0.5)) await attackWithStrays(project, attempt);
    else await attackWithReplacement(project, attempt);
  } finally {
    for (const name of [
      ".wct",
      "outputs",
      "others",
      "bundle",
      ...strayNames.map((stray) => stray.split("/")[0] ?? ""),
    ]) {
      rmSync(project.path(name), { recursive: true, force: true });
    }
  }
}

/** Another folder with files that have names of ours and are older than anything that is kept for a while. */
function makeOthers(project: Project): void {
  for (const name of ["letter.txt", gone, `.wct-${gone}.tmp`, "folder/photo.jpg", `ab/ab${"cd".repeat(31)}`]) {
    leave(project.path("others", name));
  }
}

function leave(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "of somebody else");
  utimesSync(path, new Date(0), new Date(0));
}

async function attackWithStrays(project: Project, { random, note }: Attempt): Promise<void> {
  const planted = Array.from({ length: random.integer(1, 5) }, () =>
    project.path(random.pick(folders), random.pick(strayNames)),
  );
  for (const path of planted) {
    note(`planted ${path}`);
    leave(path);
  }
  const before = planted.map(stateOf);
  for (const command of someCommands(random)) {
    const result = await runCli(command, { cwd: project.dir });
    note(`wct ${command.join(" ")}: exit ${result.code}`);
    // After `prune --keep 0` there is no run to export.
    if (!/no run is recorded|WCT_RUN_NOT_FOUND/.test(result.stderr)) expect(result).toMatchObject({ code: 0 });
    expect(planted.map(stateOf)).toEqual(before);
  }
}

async function attackWithReplacement(project: Project, { random, note }: Attempt): Promise<void> {
  const place = random.pick(places);
  const means = random.pick([
    "link",
    "link to a file",
    "link to nothing",
    "hard link",
    "pipe",
    "file",
    "folder",
  ] as const);
  note(`${means} in place of ${place}`);
  replace(project, place, means);
  const before = stateOf(project.path("others"));
  for (const command of someCommands(random)) {
    const result = await runCli(command, { cwd: project.dir });
    note(`wct ${command.join(" ")}: exit ${result.code} ${result.stderr.split("\n")[0]}`);
    expect(stateOf(project.path("others"))).toEqual(before);
    expectAnswer(result);
  }
}

/** Whatever it finds, it works or says why not. */
function expectAnswer({ code, stderr }: CliResult): void {
  expect(stderr).not.toMatch(/WCT_INTERNAL|\n {4}at /);
  expect([0, 1, 2, 3]).toContain(code);
  if (code !== 0) expect(stderr).toMatch(/WCT_[A-Z_]+|damaged/);
}

function replace(project: Project, place: string, means: string): void {
  const path = project.path(place);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  if (means === "link") symlinkSync(project.path("others"), path);
  else if (means === "link to a file") symlinkSync(project.path("others", "letter.txt"), path);
  else if (means === "link to nothing") symlinkSync(project.path("others", "new"), path);
  else if (means === "hard link") linkSync(project.path("others", "letter.txt"), path);
  else if (means === "pipe") execFileSync("mkfifo", [path]);
  else if (means === "folder") leave(join(path, "inside.txt"));
  else leave(path);
}

function someCommands(random: Random): readonly (readonly string[])[] {
  return random.shuffled(commands).slice(0, 4);
}

/** What a path holds, all the way down, with modes. */
function stateOf(path: string): unknown {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  if (!found.isDirectory()) return [found.mode, existsSync(path) ? readFileSync(path, "latin1") : "leads nowhere"];
  const entries = readdirSync(path).map((name) => [name, stateOf(join(path, name))]);
  return [found.mode, Object.fromEntries(entries)];
}
