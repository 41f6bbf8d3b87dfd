import { cpSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { processIo } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { closingSink, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await cli("run", "shop.yaml", "-q", "--store", "intact");
});
beforeEach(() => cpSync(project.path("intact"), project.path(".wct"), { recursive: true }));
afterEach(() => rmSync(project.path(".wct"), { recursive: true }));
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** Changes the database behind the program's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(project.path(".wct", "store.db"));
  try {
    if (database.prepare(sql).run().changes === 0) throw new Error(`nothing was changed: ${sql}`);
  } finally {
    database.close();
  }
}

test.each([
  [
    "an event that was edited",
    "UPDATE frames SET body = CAST(body || x'20' AS BLOB) WHERE frame_key = (SELECT max(frame_key) FROM frames)",
  ],
  ["an event that was removed", "DELETE FROM frames WHERE frame_key = (SELECT min(frame_key) FROM frames)"],
  ["content that was edited", "UPDATE objects SET data = substr(data, 1, length(data) - 1) WHERE elements = 2"],
  ["content that was removed", "DELETE FROM objects WHERE elements = 2"],
])("verify finds %s and ends with 3", async (_, sql) => {
  tamper(sql);
  const { code, stdout, stderr } = await cli("verify");
  expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
  expect(stdout).toMatch(/^run_\d{8}_\d{6} {2}damaged\n {2}\S/);
  const verification = JSON.parse((await cli("verify", "--json")).stdout);
  expect(verification.intact).toBe(false);
  const keys = verification.runs[0].damage.map((damage: object) => Object.keys(damage).toSorted().join(" "));
  expect(new Set(keys)).toEqual(new Set(["artifact seq what"]));
});

test("damaged content is never shown as if it were whole", async () => {
  tamper("DELETE FROM objects WHERE elements = 2");
  const { code, stderr } = await cli("inspect", "latest", "texts");
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error\[WCT_/);
});

test("an export names what is damaged, writes the rest and ends with 3", async () => {
  project.write("more/c.txt", "One more text\n");
  const more = "  more:\n    source: { type: filesystem, properties: { path: more } }\n";
  project.write(
    "two.yaml",
    `name: Two\ndescription: Two folders\nartifacts:\n${more}${more.replaceAll("more", "texts")}`,
  );
  await cli("run", "two.yaml", "-q");
  tamper("UPDATE objects SET data = substr(data, 1, length(data) - 1) WHERE elements = 2");
  const { code, stdout, stderr } = await cli("export", "latest", "texts", "more", "--format", "json", "-o", "exported");
  expect({ code, stdout }).toEqual({ code: 3, stdout: "exported/more.json\n" });
  expect(stderr).toMatch(
    /^not written: input "texts" cannot be read: object [0-9a-f]{12} is damaged.+\n`wct verify run_/,
  );
});

test("a bug ends with 70, its stack, and how to report it", async () => {
  const stderr = closingSink(Number.POSITIVE_INFINITY);
  const broken = { ...stderr.sink, write: () => Promise.reject(new RangeError("out of luck")) };
  const io = { ...processIo(), cwd: project.dir, env: new Map(), stdout: broken, stderr: stderr.sink };
  expect(await main(["runs"], io)).toBe(70);
  expect(stderr.text()).toMatch(
    /^error\[WCT_INTERNAL\].*\nRangeError: out of luck\n {4}at .*\n[\s\S]* hint: report it/,
  );
});
