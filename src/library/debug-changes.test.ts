import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId } from "../domain/index.ts";
import { errorCode, openLibraryProject, runbook } from "../testing/library-project.ts";
import { type DebuggedRun, openWct, type Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => await close());

const letters = "letters" as ArtifactId;
const nobody = "letter" as ArtifactId;

async function elementsOf(run: DebuggedRun, artifact: string): Promise<string> {
  const found: unknown[] = [];
  for await (const element of (await run.artifact(artifact)).elements()) found.push(element);
  return JSON.stringify(found);
}

describe("a configuration that is changed in a session", () => {
  test("takes a new value for the same path", async () => {
    await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "letters", side: "after" }] });
    const { session } = run;
    await session.stopped();
    await session.setConfig("include", "[letters.txt]");
    await session.setConfig("include", "[notes.txt]");
    await session.retry();
    expect(await elementsOf(run, "letters")).toContain("Bob");
    await session.setConfig("include", '["*.txt"]');
    await session.retry();
    const { alterations } = session.state().artifacts.get(letters)!;
    expect((await (await run.artifact("letters")).content()).elements).toBe(2);
    const [first, second] = alterations.map((one) => ({ old: one.oldDigest, new: one.newDigest }));
    expect(second?.old).toBe(first?.new);
    await session.quit();
  });

  test.each(["include=[x]", "", "include.", "a b", "[", "include[x]"])("refuses the path %j", async (path) => {
    await using run = await wct.debug("runbook.yaml");
    await run.session.stopped();
    expect(await errorCode(() => run.session.setConfig(path, "[notes.txt]"))).toBe("WCT_USAGE_OVERRIDE");
    expect(run.session.pending.config).toEqual([]);
  });

  test("keeps every one of several changes that are set at once", async () => {
    await using run = await wct.debug("runbook.yaml");
    const { session } = run;
    await session.stopped();
    await Promise.all([session.setConfig("include", "[notes.txt]"), session.setConfig("path", "./texts/")]);
    expect(session.configOf(letters)).toEqual({ include: ["notes.txt"], path: "./texts/" });
    await session.quit();
  });

  test("gives the newest value to a fork", async () => {
    await wct.run("runbook.yaml").result;
    await using recorded = await wct.runs.debug("latest");
    await recorded.session.setConfig("include", "[letters.txt]");
    await recorded.session.setConfig("include", "[notes.txt]");
    await using fork = await recorded.fork();
    await fork.session.stopped();
    await fork.session.setConfig("include", '["*.txt"]');
    await fork.session.move({ kind: "finish" });
    expect((await (await fork.artifact("letters")).content()).elements).toBe(2);
  });
});

describe("an output that is replaced when a session is opened", () => {
  const replacements = [{ artifact: "letters", file: "letters.json" }];

  /** Opens a recorded run whose letters are replaced by the first of them. */
  async function replaced(): Promise<DebuggedRun> {
    await wct.run("runbook.yaml").result;
    await using opened = await wct.runs.open("latest");
    const items: unknown[] = [];
    for await (const element of opened.artifact("letters").elements(0, 1)) items.push(element);
    const { rest } = await opened.artifact("letters").content();
    writeFileSync(join(dir, "letters.json"), JSON.stringify({ ...rest, items }));
    return await wct.runs.debug("latest", { replacements });
  }

  test("is replaced in a fork too", async () => {
    await using recorded = await replaced();
    await using fork = await recorded.fork();
    expect((await fork.session.stopped()).point?.artifact).toBe("personal_data");
    expect(await elementsOf(fork, "letters")).not.toContain("Bob");
  });

  test("is made again in a fork that changes how it is made", async () => {
    await using recorded = await replaced();
    await recorded.session.setConfig("include", "[notes.txt]");
    await using fork = await recorded.fork();
    await fork.session.stopped();
    await fork.session.move({ kind: "finish" });
    expect(await elementsOf(fork, "letters")).toContain("Bob");
  });
});

test("names the artifact that a session does not have, with the nearest one", async () => {
  await using live = await wct.debug("runbook.yaml");
  await live.session.stopped();
  await using recorded = await wct.runs.debug("latest");
  for (const { session } of [live, recorded]) {
    expect(await errorCode(() => session.setOutput("any.json", nobody))).toBe("WCT_RUN_ARTIFACT_ABSENT");
    expect(await errorCode(() => session.setConfig("path", ".", nobody))).toBe("WCT_RUN_ARTIFACT_ABSENT");
    await expect(session.move({ kind: "until", artifact: nobody })).rejects.toMatchObject({
      code: "WCT_RUN_ARTIFACT_ABSENT",
      diagnostics: [{ hint: 'did you mean "letters"?' }],
    });
  }
});

test("says that the runbook on disk no longer has an artifact whose output is to be replaced", async () => {
  await wct.run("runbook.yaml").result;
  writeFileSync(join(dir, "runbook.yaml"), runbook.replaceAll("letters", "posts"));
  writeFileSync(join(dir, "any.json"), "{}");
  await using recorded = await wct.runs.debug("latest");
  expect(await errorCode(() => recorded.session.setOutput("any.json"))).toBe("WCT_DEBUG_NOT_NOW");
});

const leaky = join(import.meta.dirname, "../../test/fixtures/plugins/leaky.ts");
const secretRunbook = `name: Secrets
description: A component that prints its secret
artifacts:
  talk: { source: { type: talkative, properties: { password: "\${OLD_PASSWORD}" } } }
  copy: { inputs: talk }
`;

test("replaces the old and the new secret in everything that is made after a change", async () => {
  writeFileSync(join(dir, "runbook.yaml"), secretRunbook);
  const env = { OLD_PASSWORD: "summer-of-1969", NEW_PASSWORD: "winter-of-2001" };
  await using other = await openWct({ cwd: dir, env, plugins: [leaky] });
  await using run = await other.debug("runbook.yaml", { breakpoints: [{ pattern: "talk", side: "after" }] });
  const { session } = run;
  await session.stopped();
  await session.setConfig("password", `\${NEW_PASSWORD}`);
  await session.retry();
  expect(await elementsOf(run, "talk")).toContain(`plain \${NEW_PASSWORD}`);
  const both = Object.values(env).join(" ");
  const copy = { source: both, numbers: [{ n: 1, label: both }] };
  writeFileSync(join(dir, "copy.json"), JSON.stringify(copy));
  await session.setOutput("copy.json", "copy" as ArtifactId);
  await session.move({ kind: "until-end" });
  expect(await elementsOf(run, "copy")).toBe(`[{"n":1,"label":"\${OLD_PASSWORD} \${NEW_PASSWORD}"}]`);
});

test("shows content that the run does not keep, as long as the run goes on", async () => {
  writeFileSync(join(dir, "runbook.yaml"), runbook.replace("artifacts:", "config: { retain: derived }\nartifacts:"));
  await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "*", side: "after" }] });
  const { session } = run;
  await session.stopped();
  expect(await elementsOf(run, "letters")).toContain("Bob");
  await session.move({ kind: "continue" });
  expect(await elementsOf(run, "letters")).toContain("Bob");
  await session.move({ kind: "continue" });
  expect(await errorCode(() => elementsOf(run, "letters"))).toBe("WCT_RUN_ARTIFACT_ABSENT");
});

test("says that an artifact is not complete yet at an earlier position", async () => {
  await wct.run("runbook.yaml").result;
  await using recorded = await wct.runs.debug("latest");
  await expect(elementsOf(recorded, "letters")).rejects.toThrow('"letters" is not complete yet: it is pending');
});

test("leaves a session as it is if its fork is refused, because of a breakpoint on an artifact that is gone", async () => {
  await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "letters", side: "after" }] });
  await run.session.stopped();
  writeFileSync(join(dir, "runbook.yaml"), runbook.replaceAll("letters", "posts"));
  expect(await errorCode(() => run.fork())).toBe("WCT_DEBUG_BREAKPOINT");
  expect(run.session.phase).toBe("stopped");
});

test("forks with the replaced output of an artifact whose configuration was changed too", async () => {
  await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "letters", side: "after" }] });
  await run.session.stopped();
  const { rest } = await (await run.artifact("letters")).content();
  writeFileSync(join(dir, "none.json"), JSON.stringify({ ...rest, items: [] }));
  await run.session.setConfig("include", "[notes.txt]");
  await run.session.setOutput("none.json");
  await using fork = await run.fork();
  await fork.session.stopped();
  expect((await (await fork.artifact("letters")).content()).elements).toBe(0);
});
