import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { implausibleSize } from "../../src/app/open/named-objects.ts";
import type { Digest, JsonObject } from "../../src/domain/index.ts";
import { runCli } from "../support/cli.ts";
import { type BundleParts, forge, putTogether, takeApart } from "../support/forged-bundles.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject("wct-forged-");
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  expect(await cli("runs", "export", "latest", "whole", "--with-raw")).toMatchObject({ code: 0 });
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** Every way into wct refuses it; returns what import says. */
async function refusal(): Promise<string> {
  const importing = await cli("runs", "import", "forged", "--store", "other");
  expect(importing).toMatchObject({ code: 3, stdout: "" });
  expect((await cli("verify", "./forged")).code).toBe(3);
  expect((await cli("inspect", "./forged")).code).toBe(3);
  expect(importing.stderr).toContain("WCT_");
  return importing.stderr;
}

type Change = (parts: BundleParts) => void;

const rows = ({ plan }: BundleParts) => plan["artifacts"] as JsonObject[];
const row =
  (id: string, change: (row: JsonObject) => JsonObject): Change =>
  (parts) => {
    const at = rows(parts).findIndex((one) => one["id"] === id);
    rows(parts)[at] = change(rows(parts)[at] ?? expect.fail(`no artifact ${id}`));
  };
const event =
  (type: string, change: JsonObject): Change =>
  ({ events }) => {
    const at = events.findIndex((one) => one["type"] === type);
    events[at] = { ...events[at], ...change };
  };

test("what is put together again without a change is the run that was exported", async () => {
  await forge(project.path("whole"), project.path("forged"), () => undefined);
  expect(await cli("verify", "./forged")).toMatchObject({ code: 0 });
  expect(await cli("runs", "import", "forged", "--store", "same")).toMatchObject({ code: 0 });
});

test.each<[string, Change, string]>([
  ["an input that is no artifact", row("all", (one) => ({ ...one, inputs: ["other"] })), "artifacts.1.inputs"],
  ["an artifact that is its own input", row("all", (one) => ({ ...one, inputs: ["all"] })), "artifacts.1.inputs"],
  ["an input twice", row("all", (one) => ({ ...one, inputs: ["texts", "texts"] })), "artifacts.1.inputs"],
  ["an id twice", row("all", (one) => ({ ...one, id: "texts" })), "artifacts.1.id"],
  ["an id that steers a terminal", row("all", (one) => ({ ...one, id: "\u001b]0;x\u0007" })), "artifacts.1.id"],
  ["an id that the events do not have", row("all", (one) => ({ ...one, id: "__proto__" })), 'they contain "all"'],
  [
    "a key that no plan has",
    (parts) => Object.defineProperty(parts.plan, "__proto__", { value: {}, enumerable: true }),
    "its top",
  ],
  ["no artifacts", (parts) => rows(parts).splice(0), "they count 2 artifacts, but the plan has 0"],
  ["a count of its own", event("run.started", { artifacts: 3 }), "the run finishes and 1 of its artifacts did not end"],
  [
    "a circle",
    (parts) => {
      rows(parts).push({ ...rows(parts)[1], id: "b", inputs: ["all"] });
      row("all", (one) => ({ ...one, inputs: ["b"] }))(parts);
    },
    "not well formed at artifacts",
  ],
  [
    "more artifacts than a runbook can have",
    (parts) => {
      const [first] = rows(parts);
      for (let at = 0; at < 100_000; at++) rows(parts).push({ ...first, id: `more${at}` });
    },
    "artifacts, of which there are too many",
  ],
])("a plan with %s is refused", { timeout: 60_000 }, async (_, change, what) => {
  await forge(project.path("whole"), project.path("forged"), change);
  expect(await refusal()).toContain(what);
});

test.each<[string, Change, string]>([
  ["in the year 275760", event("artifact.ready", { at: "+275760-09-13T00:00:00.000Z" }), '"at"'],
  ["before the year 0", event("artifact.ready", { at: "-000001-01-01T00:00:00.000Z" }), '"at"'],
  ["that is no time", event("run.started", { at: "Invalid Date" }), '"at"'],
  ["in month 13", event("run.started", { at: "2026-13-01T00:00:00.000Z" }), '"at"'],
  ["without milliseconds", event("run.started", { at: "2026-01-01" }), '"at"'],
  ["that is a number", event("run.started", { at: 0 }), '"at"'],
  ["of a negative clock", event("artifact.ready", { t: -1 }), '"t"'],
  ["of a clock that is a text", event("artifact.ready", { t: "0" }), '"t"'],
  ["of a clock beyond whole numbers", event("run.finished", { t: 1e300 }), '"t"'],
])("an event %s is refused", async (_, change, field) => {
  await forge(project.path("whole"), project.path("forged"), change);
  expect(await refusal()).toContain(`the field ${field}`);
});

test.each(["-0", "1e999", "NaN"])("the number %s in an event is refused", async (number) => {
  const parts = await takeApart(project.path("whole"));
  const lines = parts.events.map((one) => JSON.stringify(one).replace(/"t":\d+/, `"t":${number}`));
  writeFileSync(project.path("forged"), await putTogether(parts, lines));
  await refusal();
});

test("content of another size than the events state is refused before it is unpacked", async () => {
  await forge(project.path("whole"), project.path("forged"), ({ events }) => {
    for (const one of events) if (one["artifact"] === "texts") Object.assign(one["message"] ?? {}, { bytes: 3e9 });
  });
  expect(await refusal()).toContain("does not have the size and schema that the events state");
});

test("a header that does not say what the events say is refused", async () => {
  const bytes = readFileSync(project.path("whole"));
  const uuid = /"uuid":"([0-9a-f-]{36})"/.exec(bytes.toString("latin1"))?.[1] ?? expect.fail("no uuid");
  const parts = await takeApart(project.path("whole"));
  const copy = { ...parts.copy, uuid: uuid.replace(/^.{8}/, "01234567") };
  writeFileSync(project.path("forged"), await putTogether({ ...parts, copy }));
  expect((await cli("runs", "import", "forged", "--store", "other")).stderr).toContain(
    "its header does not match its events",
  );
});

test("a header that states another number of frames is refused", async () => {
  const bytes = readFileSync(project.path("whole"));
  const { index = 0, 1: frames = "" } = /"frames":(\d+)/.exec(bytes.toString("latin1")) ?? expect.fail("no frames");
  const other = String(Number(frames) === 9 ? 8 : Number(frames) + 1);
  expect(other).toHaveLength(frames.length);
  bytes.write(`"frames":${other}`, index, "latin1");
  const sum = createHash("sha256").update(bytes.subarray(0, -40)).digest();
  writeFileSync(project.path("forged"), Buffer.concat([bytes.subarray(0, -40), sum, bytes.subarray(-8)]));
  expect((await cli("runs", "import", "forged", "--store", "frames")).stderr).toContain(
    "its frames do not match its header",
  );
});

test("content that is thousands of times the file is refused, and what packs as content does is not", async () => {
  const ends = (bytes: number) => ({ open: async () => ({ bytes, elements: null, schema: "a:1.0.0" }) });
  const objects = [{ digest: "0".repeat(64) as Digest, artifact: "a", message: null, exceptionOf: null }];
  const sizeOf = (bytes: number, size: number) => implausibleSize({ artifacts: ends(bytes) as never, size }, objects);
  expect(await sizeOf(3e9, 294_000)).toEqual({
    artifact: null,
    what: "its content would take 3.0 GB, 10204 times the file",
  });
  expect(await sizeOf(3e9, 30e6)).toBe(null);
  expect(await sizeOf(1e8, 1000)).toBe(null);
});
