import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CliResult, spawnCli } from "../support/cli.ts";
import { program } from "../support/program.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-environment-");
});
afterEach(() => project[Symbol.dispose]());

/** The real program, with nothing but these variables. */
const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = project.dir) =>
  spawnCli(args, { cwd, env }).ended;

const done = { code: 0, stderr: "" };

/** What stands between the code and the hint is one line. */
const oneLine = (code: string, words: string) => ({
  stdout: "",
  stderr: expect.stringMatching(new RegExp(`^error\\[${code}\\]: [^\\n]*${words}[^\\n]*\\n hint: [^\\n]+\\n$`)),
});

test("a locale changes nothing: Turkish, POSIX, unknown, with no home and no place for temporary files", async () => {
  const faults = ["validate", "invalid.yaml", "--json"];
  const { stdout } = await cli(faults);
  const odd = { LC_ALL: "tr_TR.UTF-8", LANG: "xx_YY", TMPDIR: "/nonexistent", HOME: "/nonexistent", TZ: "Not/AZone" };
  expect(await cli(faults, odd)).toMatchObject({ stdout });
  expect(await cli(["run", "shop.yaml", "-q"], odd)).toMatchObject(done);
  expect(await cli(["run", "shop.yaml", "-q"], { LC_ALL: "POSIX" })).toMatchObject(done);
});

test("a folder that was removed under the shell is told in one line; what needs no folder works", async () => {
  const inGone = (args: string) =>
    new Promise<CliResult>((resolve) => {
      const gone = project.path("gone");
      mkdirSync(gone);
      const line = `rmdir ../gone && "${process.execPath}" "${program}" ${args}`;
      const child = spawn("sh", ["-c", line], { cwd: gone, env: {} });
      const [out, err]: [string[], string[]] = [[], []];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => err.push(chunk.toString()));
      child.on("close", (code) => resolve({ code: code ?? -1, stdout: out.join(""), stderr: err.join("") }));
    });
  for (const args of ["runs", "run shop.yaml", "init"])
    expect({ args, ...(await inGone(args)) }).toMatchObject({
      args,
      code: 3,
      ...oneLine("WCT_USAGE_FOLDER", "no longer"),
    });
  expect(await inGone("inspect --help")).toMatchObject(done);
});

test("a variable file with a byte order mark and Windows line ends is read as another", async () => {
  project.write(
    "with.yaml",
    readFileSync(project.path("shop.yaml"), "utf8").replace("path: texts", 'path: "${TEXTS}"'),
  );
  project.write(".env", "\uFEFFTEXTS=texts\r\nOTHER=x\r\n");
  expect(await cli(["validate", "with.yaml", "--env-file", ".env"])).toMatchObject({ code: 0 });
});

test("a variable file that is not there is named in one line, which Node prints before the program begins", async () => {
  const { code, stdout, stderr } = await cli(["validate", "shop.yaml", "--env-file", "gone.env"]);
  expect({ code, stdout, stderr }).toEqual({
    code: 9,
    stdout: "",
    stderr: expect.stringMatching(/^[^\n]*gone\.env[^\n]*\n$/),
  });
});

test("a runbook with a byte order mark and Windows line ends is valid", async () => {
  const text = readFileSync(project.path("shop.yaml"), "utf8").replaceAll("\n", "\r\n");
  project.write("windows.yaml", `\uFEFF${text}`);
  expect(await cli(["validate", "windows.yaml"])).toMatchObject({ code: 0 });
});

test("names in composed and decomposed form, and a current folder behind a link, are taken as they are", async () => {
  const folders = ["Mu\u0308ller \u{1F3E5}", "M\u00fcller \u{1F3E5}"];
  symlinkSync(project.path("real"), project.path("link"));
  for (const folder of folders) {
    cpSync(project.path("texts"), project.path("real", folder, "texts"), { recursive: true });
    cpSync(project.path("shop.yaml"), project.path("real", folder, "shop.yaml"));
    const { code, stderr } = await cli(["run", "shop.yaml", "-q"], {}, project.path("link", folder));
    expect({ folder, code, stderr }).toEqual({ folder, ...done });
  }
});

test("a store whose path is longer than a database may have says so", async () => {
  const long = project.path(...[..."abcde"].map((letter) => letter.repeat(120)));
  const { code, stderr } = await cli(["run", "shop.yaml", "-q", "--store", long, "--output", project.path("out")]);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/\n hint: [^\n]*shorter[^\n]*\n$/) });
});

test.skipIf(process.platform !== "linux")(
  "a file system that takes no folders gets an answer, although Node's own way never ends there",
  { timeout: 20_000 },
  async () => {
    expect(await cli(["run", "shop.yaml", "-q", "--output", "/proc/nowhere/out"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("error[WCT_EXPORT_WRITE_FAILED]"),
    });
    expect(await cli(["run", "shop.yaml", "-q", "--store", "/proc/nowhere/st"])).toMatchObject({ code: 3 });
  },
);

/** A read-only file system, which root too cannot write to; false where it may not be mounted. */
function mountReadOnly(path: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const canMount = ((): boolean => {
  const path = mkdtempSync(join(tmpdir(), "wct-mount-"));
  const mounted = mountReadOnly(path);
  if (mounted) execFileSync("umount", [path]);
  rmSync(path, { recursive: true });
  return mounted;
})();

describe.skipIf(!canMount)(`a current folder that cannot be written to${canMount ? "" : " [needs mount]"}`, () => {
  let disk: string;
  beforeEach(() => {
    disk = project.path("disk");
    mkdirSync(disk);
    mountReadOnly(disk);
    for (const part of ["texts", "shop.yaml"]) cpSync(project.path(part), join(disk, part), { recursive: true });
    execFileSync("mount", ["-o", "remount,ro", disk]);
  });
  afterEach(() => void execFileSync("umount", ["-l", disk]));

  test("each command says in one line what it could not write, and where to", async () => {
    expect(await cli(["run", "shop.yaml", "-q"], {}, disk)).toMatchObject({
      code: 3,
      ...oneLine("WCT_EXPORT_WRITE_FAILED", "disk/outputs"),
    });
    expect((await cli(["init"], {}, disk)).stderr).toMatch(/^error\[\w+\]: .*cannot be written.*\n hint: .*\n$/);
  });

  test("checking works, and so does running with store and outputs elsewhere", async () => {
    expect(await cli(["validate", "shop.yaml"], {}, disk)).toMatchObject({ code: 0 });
    const elsewhere = ["--store", project.path("st"), "--output", project.path("out")];
    expect(await cli(["run", "shop.yaml", "-q", ...elsewhere], {}, disk)).toMatchObject(done);
  });
});

test("an old Node gets one line: bin/wct.js is of the syntax that it knows, and asks before it loads anything", () => {
  const bin = readFileSync(join(import.meta.dirname, "../../bin/wct.js"), "utf8");
  const old = bin.replaceAll("process.versions.node", '"18.20.4"').replace(/\bimport\(/, "neverLoaded(");
  writeFileSync(project.path("old.mjs"), old);
  const script = `${JSON.stringify(project.path("old.mjs"))}`;
  const said = execFileSync("sh", ["-c", `"${process.execPath}" ${script} run x.yaml 2>&1; echo "exit $?"`], {
    encoding: "utf8",
  });
  expect(said).toBe(
    "wct needs Node 24 or newer; this is Node 18.20.4 (`npm install --save-dev node@24` installs it in a project)\nexit 2\n",
  );
});

/** The program started as an installed one is: by the name of its file. */
function byName(...args: readonly string[]) {
  const bin = join(import.meta.dirname, "../../bin/wct.js");
  const env = { PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}` };
  return spawnSync(bin, args, { cwd: project.dir, env, encoding: "utf8", timeout: 20_000 });
}

// Node itself would read `--env-file`, wherever it stands.
test.each([
  ["a pipe", "pipe", "is a pipe"],
  ["a file that is not there", "nope.env", "does not exist"],
  ["a folder", "texts", "is a folder"],
])("--env-file that is %s is refused by wct, not read by Node", (_, name, what) => {
  execFileSync("mkfifo", [project.path("pipe")]);
  const { status, stderr } = byName("validate", "shop.yaml", "--env-file", name);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`--env-file "${name}" ${what}`) });
});

test("a file of variables sets nothing of Node's own", () => {
  project.write("node.env", "NODE_OPTIONS=--no-such-option\n");
  expect(byName("validate", "shop.yaml", "--env-file", "node.env")).toMatchObject({ status: 0 });
});
