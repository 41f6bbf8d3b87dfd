import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { BaselineEntry } from "../../run/index.ts";
import { parseBaseline } from "./baseline-format.ts";
import { defaultBaseline, updateBaseline } from "./update-baseline.ts";

let dir = "";
const host = () => ({ cwd: dir, env: new Map<string, string>() });
const at = (file: string): string => join(dir, file);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-baseline-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const entry = (id: string): BaselineEntry => ({
  ...{ artifact: "found", what: "email", id, status: "accepted", count: 1, distinct: 1 },
  values: null,
  ...{ signature: null, reason: "known", reviewer: null, date: null },
});
const add = (file: string, id: string) => updateBaseline(host(), file, (entries) => [...entries, entry(id)]);
const idsIn = (file: string) => {
  const read = parseBaseline(readFileSync(at(file), "utf8"));
  return "why" in read ? read.why : read.map(({ id }) => id);
};

async function failure(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  if (!isWctError(error)) throw new Error("it did not fail", { cause: error });
  const [first] = error.diagnostics;
  return { code: first?.code, message: first?.message, hint: first?.hint };
}

test("a file that is not there is created, and later changes keep what it has", async () => {
  expect(await add("a.json", "2")).toBe("a.json");
  await add("a.json", "1");
  expect(idsIn("a.json")).toEqual(["1", "2"]);
});

test("changes at the same time wait for each other: none is lost", async () => {
  const ids = Array.from({ length: 20 }, (_, index) => String(index + 10));
  await Promise.all(ids.map((id) => add("a.json", id)));
  expect(idsIn("a.json")).toEqual(ids);
});

test("a link stays a link", async () => {
  mkdirSync(at("team"));
  writeFileSync(at("team/b.json"), '{"apiVersion":"wct/v1","kind":"Baseline","findings":[]}');
  symlinkSync(at("team/b.json"), at("a.json"));
  await add("a.json", "1");
  expect(idsIn("team/b.json")).toEqual(["1"]);
});

test("a damaged file is told and kept as it is", async () => {
  writeFileSync(at("a.json"), "{ half");
  expect(await failure(add("a.json", "1"))).toMatchObject({
    code: "WCT_CHECK_BASELINE",
    message: 'baseline "a.json" is not JSON: it was not written by wct, or is damaged',
  });
  expect(readFileSync(at("a.json"), "utf8")).toBe("{ half");
});

test("a read-only file is not replaced", async () => {
  await add("a.json", "1");
  chmodSync(at("a.json"), 0o444);
  expect(await failure(add("a.json", "2"))).toMatchObject({
    code: "WCT_CHECK_BASELINE",
    message: 'baseline "a.json" cannot be written: the file is read-only',
  });
  expect(idsIn("a.json")).toEqual(["1"]);
});

test.each([
  ["nowhere/a.json", "its folder does not exist"],
  ["file/a.json", "a part of its path is a file"],
])("%s cannot be written: %s", async (file, why) => {
  writeFileSync(at("file"), "");
  expect(await failure(add(file, "1"))).toMatchObject({
    code: "WCT_CHECK_BASELINE",
    message: expect.stringContaining(why),
  });
});

test("the lock of a process that was killed is taken over", async () => {
  writeFileSync(at("a.json.lock"), `4194304 ${hostname()}\n`);
  await add("a.json", "1");
  expect(idsIn("a.json")).toEqual(["1"]);
});

test("a failed change leaves no lock", async () => {
  writeFileSync(at("a.json"), "{ half");
  await failure(add("a.json", "1"));
  rmSync(at("a.json"));
  await add("a.json", "1");
  expect(idsIn("a.json")).toEqual(["1"]);
});

test("without a name the baseline is beside wct.yaml, else in the current folder", () => {
  expect(defaultBaseline(host())).toEqual({ file: "wct-baseline.json", exists: false });
  mkdirSync(at("below"));
  writeFileSync(at("wct.yaml"), "");
  writeFileSync(at("wct-baseline.json"), "");
  expect(defaultBaseline({ cwd: at("below"), env: new Map() })).toEqual({
    file: "../wct-baseline.json",
    exists: true,
  });
});
