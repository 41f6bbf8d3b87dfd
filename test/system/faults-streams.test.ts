import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { program } from "../support/faults.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** A line of a shell in which `wct` is the program; `$?` of a pipe is that of `wct`. */
function shell(line: string): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
  const script = `set -o pipefail; wct() { "${process.execPath}" "${program}" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: project.dir, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

async function expectCompleted(): Promise<void> {
  const { runs } = JSON.parse((await cli("runs", "--json")).stdout);
  expect(runs.map((run: { status: string }) => run.status)).toEqual(["completed"]);
  expect((await cli("verify")).code).toBe(0);
}

const many = (): void => {
  for (let i = 0; i < 20; i++) project.write(`texts/${i}.txt`, `words of number ${i} `.repeat(1000));
};

test("`run --json | head -1` runs to its end, and the record is whole", async () => {
  many();
  const { code, stdout, stderr } = shell("wct run shop.yaml --json | head -1");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ type: "run.started" });
  await expectCompleted();
});

test("`inspect | head -1` ends quietly", async () => {
  many();
  expect((await cli("run", "shop.yaml", "-q")).code).toBe(0);
  const { code, stdout, stderr } = shell("wct inspect latest texts --raw | head -1");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  ["stderr", "2>&-"],
  ["all streams", "<&- >&- 2>&-"],
])("a run with %s closed runs to its end", async (_, closing) => {
  expect(shell(`wct run shop.yaml ${closing}`).code).toBe(0);
  await expectCompleted();
});

describe.runIf(existsSync("/dev/full"))("a full disk", () => {
  test.each([["--json"], ["--workers 1"]])(
    "under stdout of a run (%s) ends it with 3, and the record is whole",
    async (option) => {
      const { code, stderr } = shell(`wct run shop.yaml ${option} > /dev/full`);
      expect(code).toBe(3);
      expect(stderr).toMatch(
        /^error\[WCT_STDOUT_WRITE_FAILED\]: standard output cannot be written: the disk is full\n/m,
      );
      await expectCompleted();
    },
  );

  test("under stderr of a run changes nothing", async () => {
    expect(shell("wct run shop.yaml 2> /dev/full").code).toBe(0);
    await expectCompleted();
  });

  test("under stdout of any other command ends it with 3, without a stack", async () => {
    expect((await cli("run", "shop.yaml", "-q")).code).toBe(0);
    for (const line of ["runs", "inspect latest --json", "--help", "--version", "rnu --json"]) {
      const { code, stderr } = shell(`wct ${line} > /dev/full`);
      expect({ line, code }).toEqual({ line, code: 3 });
      expect(stderr).not.toContain("    at ");
    }
  });
});

test("a file that cannot take all of the output is not taken for a whole one", async () => {
  many();
  expect((await cli("run", "shop.yaml", "-q")).code).toBe(0);
  // 64 KiB: the last write is cut short in its middle, which the system reports as a success.
  const { code, stderr } = shell("ulimit -f 64; wct inspect latest texts --raw > out.ndjson");
  expect(statSync(project.path("out.ndjson")).size).toBe(65_536);
  expect(code).toBe(3);
  expect(stderr).toContain("WCT_STDOUT_WRITE_FAILED");
  expect(shell("wct inspect latest texts --raw > whole.ndjson").code).toBe(0);
  const whole = readFileSync(project.path("whole.ndjson"), "utf8");
  expect(whole).toBe((await cli("inspect", "latest", "texts", "--raw")).stdout);
});
