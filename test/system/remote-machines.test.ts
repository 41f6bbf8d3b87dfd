import { existsSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../../src/testing/servers/index.ts";
import { runCli } from "../support/cli.ts";
import { pause } from "../support/faults.ts";
import { finished, RemoteProject } from "../support/remote-project.ts";
import { canMount, smallDisk } from "../support/small-disk.ts";
import { unpackedFrames } from "../support/unpacked.ts";

const architecture = process.arch === "arm64" ? "aarch64" : "x86_64";
const faketime = `/usr/lib/${architecture}-linux-gnu/faketime/libfaketimeMT.so.1`;
const lacksFaketime = existsSync(faketime) ? "" : " [needs libfaketime]";
/** MiB of the large artifact; by hand, more. */
const large = Number(process.env["WCT_TEST_LARGE_MIB"] ?? 200);
/** A heap in which the large artifact has no room. */
const smallHeap = { NODE_OPTIONS: "--max-old-space-size=160" };
const slow = { timeout: 60_000 + large * 1000 };

describe.skipIf(postgresPrograms === undefined)("machines that work [needs programs of PostgreSQL]", slow, () => {
  let server: PrivatePostgres;
  let remote: RemoteProject;
  const cli = (...args: string[]) =>
    runCli(args, { cwd: remote.project.path("main"), env: { WCT_STORE: server.url, ...secrets } });

  beforeAll(async () => {
    server = await privatePostgres();
    remote = new RemoteProject(() => ({ ...server, env: new Map() }));
  });
  afterEach(() => remote.end());
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    remote.project[Symbol.dispose]();
  });

  const secrets = { TOKEN: "planted-in-a-variable-4711", OTHER: "planted-elsewhere-0815", WORD: "a-public-word" };
  const inFile = "planted-in-a-file-2342";

  test("leave no secret in any table, whatever a plugin does with it", async () => {
    const properties = 'token: "${TOKEN}", word: x';
    remote.runbook(
      [
        `  a: { source: { type: say, properties: { ${properties} } } }`,
        `  fails: { optional: true, source: { type: say, properties: { ${properties}, fails: true } } }`,
        '  filed: { optional: true, source: { type: say, properties: { token: "${FILED}", word: x, fails: true } } }',
        "  b: { inputs: [a], process: { type: echo, properties: {} }, output: true }",
        "",
      ].join("\n"),
    );
    remote.project.write("main/.env", `FILED=${inFile}\n`);
    await remote.worker(["--env-file", ".env", "--label", "x"], "main", secrets);
    const made = await remote.wct(["run", "--remote=all", "--env-file", ".env"], "main", secrets);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const values = [secrets.TOKEN, secrets.OTHER, inFile];
    for (const value of values) expect(made.stdout + made.stderr).not.toContain(value);
    const bytes = await everyValue(server);
    // It would be found.
    expect(bytes.some(({ content }) => content.includes("was refused"))).toBe(true);
    const found = bytes.filter(({ content }) => values.some((value) => content.includes(value)));
    expect(found.map(({ place }) => place)).toEqual([]);
  });

  test("are no different to who looks at their runs", async () => {
    const commands = [
      ["verify", "latest"],
      ["inspect", "latest"],
      ["inspect", "latest", "a"],
      ["timeline", "latest"],
      ["report", "latest", "-o", "page.html"],
      ["runs", "export", "latest", "run.wct"],
      ["diff", "latest", "latest"],
      ["replay", "latest", "--speed", "max"],
      ["replay", "latest", "--verify", "--env-file", ".env"],
    ];
    for (const args of commands) {
      const { code, stderr, stdout } = await cli(...args);
      expect(code, `${args.join(" ")}: ${stderr}${stdout}`).toBe(0);
    }
    const debugged = await runCli(["debug", "latest", "--at", "end"], {
      cwd: remote.project.path("main"),
      env: { WCT_STORE: server.url },
      typed: ["quit"],
    });
    expect(debugged.code, debugged.stderr).toBe(0);
    // A bundle can be read without the store.
    const read = await runCli(["inspect", "run.wct", "--store", "absent"], { cwd: remote.project.path("main") });
    expect(read.code, read.stderr).toBe(0);
  });

  test.skipIf(lacksFaketime !== "")(`whose clocks are an hour apart show no skew${lacksFaketime}`, async () => {
    remote.runbook(
      "  a: { source: { type: say, properties: { word: x, ms: 300 } } }\n  b: { inputs: [a], process: { type: echo, properties: {} } }\n",
    );
    const wrong = (offset: string) => ({ LD_PRELOAD: faketime, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: "1" });
    await remote.worker([], "main", wrong("+3600s"));
    await remote.worker([], "main", wrong("-3600s"));
    const began = Date.now();
    const made = await remote.wct(["run", "--remote=all", "--json"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const most = (Date.now() - began) * 1e6;
    const events = made.stdout
      .split("\n")
      .filter((line) => line.startsWith('{"v":'))
      .map((line) => JSON.parse(line));
    const moments = events.flatMap(({ t, ended, remote: of }) =>
      [t, ended, of?.began].filter((one) => one !== undefined),
    );
    expect(moments.length).toBeGreaterThan(6);
    for (const moment of moments) {
      expect(moment).toBeGreaterThanOrEqual(0);
      expect(moment).toBeLessThan(most);
    }
    const { workers } = JSON.parse((await cli("workers", "--json")).stdout);
    const alive = workers.filter(({ state }: { state: string }) => state === "alive");
    expect(alive.length).toBeGreaterThan(0);
    for (const { seenAt } of alive) expect(Math.abs(Date.parse(seenAt) - Date.now())).toBeLessThan(60_000);
  });

  test(`stream an artifact of ${large} MiB in bounded memory, and answer for their health meanwhile`, async () => {
    remote.runbook(`  big: { source: { type: flood, properties: { mib: ${large} } } }\n`);
    const port = 20_000 + (process.pid % 20_000);
    const worker = await remote.worker(
      ["--health", String(port), "--worker-memory", "128", "--heartbeat", "2"],
      "main",
      smallHeap,
    );
    const before = peakOf(worker.pid);
    const coordinator = remote.start(["run", "--remote=all", "-q"], "main", smallHeap);
    let coordinatorPeak = 0;
    const watching = setInterval(() => {
      coordinatorPeak = Math.max(coordinatorPeak, peakOf(coordinator.pid));
    }, 50);
    const run = finished(coordinator).finally(() => clearInterval(watching));
    await remote.maker("big");
    const healthy = await fetch(`http://127.0.0.1:${port}/health`);
    expect(healthy.status).toBe(200);
    expect(await healthy.json()).toMatchObject({ status: "ok", makes: 1, isStopping: false });
    const { code, stderr } = await run;
    expect(code, stderr).toBe(0);
    const peak = peakOf(worker.pid);
    expect(peak - before, `${before} MiB before`).toBeLessThan(250);
    expect(coordinatorPeak).toBeGreaterThan(0);
    expect(coordinatorPeak).toBeLessThan(250);
    const [inspected] = JSON.parse((await cli("inspect", "latest", "--json")).stdout).artifacts;
    expect(inspected.bytes).toBeGreaterThan(large << 20);
    expect(await cli("verify", "latest")).toMatchObject({ code: 0 });
  });

  test.skipIf(!canMount)("whose disk is full fail the artifact with the reason, and make the next one", async () => {
    using disk = smallDisk(remote.project.path("small"), "size=4m");
    await remote.worker([], "main", { TMPDIR: remote.project.path("small") });
    remote.runbook("  big: { source: { type: flood, properties: { mib: 16 } } }\n");
    const failed = await remote.wct(["run", "--remote=all", "--timeout", "40"]);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr + failed.stdout).toMatch(/no space|disk is full|full/i);
    disk.free();
    remote.runbook("  a: { source: { type: say, properties: { word: x } } }\n");
    expect(await remote.wct(["run", "--remote=all"])).toMatchObject({ code: 0 });
    for (let looks = 0; looks < 50; looks++) {
      const [row] = await server.run("SELECT count(*) FROM wct_jobs.job");
      if (Number(row?.[0]) === 0) return;
      await pause(100);
    }
    throw new Error("a job is left");
  });
});

interface StoredValue {
  readonly place: string;
  readonly content: Buffer;
}

/** Every value of every table, as text or bytes, and what is packed in them. */
async function everyValue(server: PrivatePostgres): Promise<readonly StoredValue[]> {
  const columns = await server.run(
    `SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, ordinal_position`,
  );
  const all: StoredValue[] = [];
  for (const [schema, table, column, type] of columns) {
    const place = `${schema}.${table}.${column}`;
    const cast = type === "bytea" ? `"${column}"` : `convert_to("${column}"::text, 'UTF8')`;
    for (const [value] of await server.run(
      `SELECT ${cast} FROM "${schema}"."${table}" WHERE "${column}" IS NOT NULL`,
    )) {
      if (!Buffer.isBuffer(value)) throw new Error(`${place} was not read`);
      all.push({ place, content: value }, { place, content: Buffer.from(unpackedFrames(value), "latin1") });
    }
  }
  return all;
}

/** Peak of a process's memory in MiB; 0 if it is ending. */
function peakOf(pid: number | undefined): number {
  // A process that has just ended has no peak.
  const [, kib = "0"] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kib) / 1024);
}
