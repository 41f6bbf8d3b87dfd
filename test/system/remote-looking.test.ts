import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { otlpProblems } from "../support/otlp-json.ts";
import { finished, RemoteProject } from "../support/remote-project.ts";
import { expectShape } from "../support/shapes.ts";

const slow = { timeout: 60_000 };
const host = hostname();

/** `word` needs a worker for 2.5 s and loses it, `bad` fails on a worker, `all` is passed through here. */
const runbook = `  word: { source: { type: say, properties: { word: x, ms: 2500 } } }
  bad: { source: { type: say, properties: { word: x, fail: true } }, optional: true }
  all: { inputs: [word], output: true }
`;

describe.skipIf(postgresServer === undefined)("a run on workers [needs PostgreSQL]", slow, () => {
  let database: StoreDatabase;
  let remote: RemoteProject;
  let progress = "";

  /** Runs a command that must succeed, and returns its stdout. */
  async function answer(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await remote.wct(args);
    expect(code, stderr).toBe(0);
    return stdout;
  }
  const json = async (...args: readonly string[]) => JSON.parse(await answer(...args, "--json"));

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
    remote = new RemoteProject(() => database);
    remote.runbook(runbook);
    await Promise.all([remote.worker(), remote.worker()]);
    const run = remote.start(["run", "--remote=all"]);
    const ended = finished(run);
    const begun = Promise.withResolvers<void>();
    run.stderr?.on("data", (data: Buffer) => {
      if (data.toString().includes("word  info: begins")) begun.resolve();
    });
    await begun.promise;
    process.kill(await remote.maker("word"), "SIGKILL");
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    progress = stderr;
  }, 60_000);
  afterAll(async () => {
    await remote.end();
    remote.project[Symbol.dispose]();
    await database.drop();
  });

  test("names the host in its progress, and says when a worker was lost", () => {
    expect(progress).toContain(`word  started on ${host}`);
    expect(progress).toContain(`word  warn: it began again on host ${host}`);
  });

  test("has a timeline with a track for each thread, in which lost work counts in no duration", async () => {
    const view = await json("timeline", "latest");
    expectShape("Timeline", view);
    const word = view.nodes.find(({ id }: { readonly id: string }) => id === "word");
    expect(word.attempts.map(({ isLost }: { readonly isLost: boolean }) => isLost)).toEqual([true, false]);
    expect(word.durationMs).toBeGreaterThan(2400);
    expect(word.durationMs).toBeLessThan(4000);
    expect(view.tracks.map(({ remote: on }: { readonly remote: object }) => on)).toContainEqual(
      expect.objectContaining({ host }),
    );
    const text = await answer("timeline", "latest", "-v");
    expect(text).toContain("Hosts and their threads");
    expect(text).toMatch(/thread 0 \(.*, 1 lost\)/);
    expect(text).toContain("hand-over to word (free worker)");
  });

  test("tells of an artifact which workers made it, and what was known of those that were lost", async () => {
    const { work } = await json("inspect", "latest", "word", "--meta");
    expect(work).toMatchObject([
      { remote: { host }, outcome: "lost", progress: { done: 1, total: 2 }, cost: [{ amount: 1, unit: "calls" }] },
      { remote: { host }, outcome: "produced", cost: [{ amount: 1, unit: "calls" }] },
    ]);
  });

  test("shows of a failure on a worker what it shows of one here", async () => {
    const made = await json("inspect", "latest", "bad", "--meta");
    expectShape("ArtifactMetadata", made);
    expect(made.failure).toMatchObject({ code: "WCT_PRODUCE_THREW", exception: { name: "TypeError" } });
    expect(made.failure.exception.frames[0]).toMatch(/^sayer .*extract:\d+$/);
    expect(await answer("inspect", "latest", "bad", "--log")).toContain("begins");
  });

  test("lists the workers that are there, and with --all those of the last day", async () => {
    const alive = await json("workers");
    expectShape("WorkerList", alive);
    expect(alive.workers).toMatchObject([{ host, state: "alive", slots: 1, makes: [] }]);
    const all = await answer("workers", "--all");
    expect(all).toMatch(/^worker\s+state\s+host\s+process\s+slots\s+wct\s+labels\s+since\s+makes\n/);
    expect(all).toMatch(/ lost /);
  });

  test("is one trace, in which each worker has its resource", async () => {
    await answer("export", "latest", "--format", "otlp", "-o", "traces");
    const text = readFileSync(remote.project.path("main/traces/run.otlp.json"), "utf8");
    const { resourceSpans } = JSON.parse(text);
    expect(otlpProblems({ resourceSpans })).toEqual([]);
    const hosts = resourceSpans.map(
      (one: { readonly resource: { readonly attributes: readonly { readonly key: string }[] } }) =>
        one.resource.attributes.some(({ key }) => key === "host.name"),
    );
    expect(hosts[0]).toBe(false);
    expect(hosts.slice(1)).toContain(true);
    const traces = resourceSpans.flatMap(
      (one: { readonly scopeSpans: readonly { readonly spans: readonly object[] }[] }) =>
        one.scopeSpans.flatMap(({ spans }) => spans.map((span) => ("traceId" in span ? span.traceId : null))),
    );
    expect(new Set(traces).size).toBe(1);
  });

  test("is debugged: breakpoints, inspection, another attempt, a skip and a replacement", async () => {
    remote.project.write("main/word.json", '{"word":"replaced"}');
    const commands = [
      "finish",
      "inspect",
      "retry",
      "set output word.json",
      "continue",
      "retry",
      "error",
      "skip",
      "continue",
    ];
    remote.project.write("main/commands.txt", `${commands.join("\n")}\n`);
    remote.runbook(runbook.replace("ms: 2500", "ms: 50"));
    const { code, stdout, stderr } = await remote.wct(
      ["debug", "--remote=all", "--break", "word", "--commands", "commands.txt"],
      "main",
    );
    expect(code, stderr + stdout).toBe(0);
    const { work, status } = await json("inspect", "latest", "word", "--meta");
    expect(status).toBe("completed");
    expect(work).toMatchObject([{ remote: { host } }, { remote: { host } }, { remote: null, outcome: "produced" }]);
    expect(await answer("inspect", "latest", "all")).toContain("replaced");
    const bad = await json("inspect", "latest", "bad", "--meta");
    expect(bad).toMatchObject({ status: "skipped", attempts: 2 });
  });
});

describe.skipIf(postgresServer === undefined)("a store without workers [needs PostgreSQL]", slow, () => {
  test("says so, and how to start one", async () => {
    const database = await temporaryPostgresUrl();
    const remote = new RemoteProject(() => database);
    const { code, stdout, stderr } = await remote.wct(["workers"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("no worker is there, nor was in the last day; start one with `wct worker");
    const listed = JSON.parse((await remote.wct(["workers", "--json"])).stdout);
    expect(listed).toEqual({ apiVersion: "wct/v1", kind: "WorkerList", workers: [] });
    remote.project[Symbol.dispose]();
    await database.drop();
  });
});
