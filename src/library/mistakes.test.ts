import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorCode, openLibraryProject, runbook } from "../testing/library-project.ts";
import { openWct, type Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(() => close());

describe("what is wrong", () => {
  test.each([{ workers: 0 }, { maxConcurrency: 1.5 }, { workerMemory: 1 }, { timeoutMs: -1 }])(
    "with the limit %j is told, and nothing starts",
    async (limits) => {
      expect(await errorCode(async () => await wct.run("runbook.yaml", limits).result)).toBe("WCT_USAGE");
      expect(existsSync(join(dir, ".wct"))).toBe(false);
    },
  );

  test.each([{ keep: Number.NaN }, { keep: -1 }, { before: new Date("none") }, {}])(
    "with the rule %j of a prune is told, and nothing is removed",
    async (rules) => {
      await wct.run("runbook.yaml").result;
      expect(await errorCode(async () => await wct.runs.prune(rules))).toBe("WCT_USAGE");
      expect((await wct.runs.list()).length).toBe(1);
    },
  );

  test("with a head hash that is none is told, not taken for damage", async () => {
    await wct.run("runbook.yaml").result;
    await using run = await wct.runs.open("latest");
    expect(await errorCode(async () => await run.verify({ head: "abc" }))).toBe("WCT_USAGE");
  });

  test("with a check that has no condition, or no baseline to compare with, is told", async () => {
    await wct.run("runbook.yaml").result;
    await using run = await wct.runs.open("latest");
    expect(await errorCode(async () => await run.check({ failOn: [] }))).toBe("WCT_USAGE");
    expect(await errorCode(async () => await run.check({ failOn: ["new"] }))).toBe("WCT_USAGE");
  });

  test("with one artifact of findings does not pass the others off as all", async () => {
    const failing = "  more: { inputs: [letters, none], process: { type: personal_data } }\n";
    const none = "  none: { source: { type: sqlite, properties: { database_path: texts/letters.txt } } }\n";
    writeFileSync(join(dir, "runbook.yaml"), runbook + none + failing);
    const { run: id } = await wct.run("runbook.yaml").result;
    await using run = await wct.runs.open(id);
    expect(await errorCode(async () => await run.findings())).toBe("WCT_RUN_ARTIFACT_ABSENT");
  });

  test("with a folder is told when wct is opened in it", async () => {
    expect(await errorCode(async () => await openWct({ cwd: join(dir, "none") }))).toBe("WCT_USAGE_FOLDER");
  });

  test("with runbooks comes as data from validate, all at once", async () => {
    writeFileSync(
      join(dir, "wrong.yaml"),
      runbook.replace("type: filesystem", "type: filesytem").replace("inputs: letters", "inputs: lettres"),
    );
    const { diagnostics, plans } = await wct.validate(["runbook.yaml", "wrong.yaml"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["WCT_COMPONENT_UNKNOWN", "WCT_ARTIFACT_UNKNOWN_INPUT"]);
    expect([...plans.keys()]).toEqual(["runbook.yaml"]);
  });

  test("with a store that is not there is told by whoever reads it", async () => {
    expect(await errorCode(async () => await wct.runs.list())).toBe("WCT_STORE_NOT_FOUND");
  });
});
