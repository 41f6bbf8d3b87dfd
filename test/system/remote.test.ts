import { readdirSync } from "node:fs";
import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { postgresServer } from "../../src/testing/servers/index.ts";
import { finished } from "../support/remote-project.ts";
import { remoteTests } from "../support/remote-tests.ts";

const slow = { timeout: 60_000 };

describe.skipIf(postgresServer === undefined)("artifacts made on workers [needs PostgreSQL]", slow, () => {
  const { database, remote } = remoteTests();

  async function eventsOf(stdout: string) {
    return stdout
      .split("\n")
      .filter((line) => line.startsWith('{"v":'))
      .map((line) => JSON.parse(line));
  }

  /** Returns how many rows are left in the tables of the queue. */
  async function leftovers(): Promise<number> {
    const tables = ["wct_jobs.job", "wct.claims", "wct.outcomes", "wct.reports", "wct.refusals"];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
    const [row] = await database().run(`SELECT ${counts.join(" + ")}`);
    return Number(row?.[0]);
  }

  test("are the same as those made locally, and leave nothing in the queue", async () => {
    remote().project.write("main/data.txt", "from a file");
    remote().runbook(
      '  a: { source: { type: say, properties: { word: "x", path: data.txt } } }\n  b: { inputs: [a] }\n  c: { source: { type: say, properties: { word: y } } }\n',
    );
    remote().machine("other");
    await Promise.all([remote().worker([], "other"), remote().worker([], "other")]);
    const made = await remote().wct(["run", "--remote=all", "--json"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const events = await eventsOf(made.stdout);
    const starts = events.filter(({ type }) => type === "artifact.started");
    expect(
      starts
        .filter((event) => event.remote?.host === hostname())
        .map(({ artifact }) => artifact)
        .toSorted(),
    ).toEqual([...["a", "c"]]);
    expect(events.filter(({ type }) => type === "artifact.attempted").map(({ cost }) => cost)).toContainEqual([
      { amount: 1, unit: "calls" },
    ]);
    expect(await leftovers()).toBe(0);
    const local = await remote().wct(["run", "--json"]);
    const digests = (all: readonly { artifact: string; message?: { digest: string } }[]) =>
      new Map(all.flatMap(({ artifact, message }) => (message ? [[artifact, message.digest]] : [])));
    expect(digests(events)).toEqual(digests(await eventsOf(local.stdout)));
    expect((await remote().wct(["verify", "latest~1"])).stdout).toContain("intact");
  });

  test("go to another worker when theirs is killed, and are recorded once", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x, ms: 2500 } } }\n");
    await Promise.all([remote().worker(), remote().worker()]);
    const run = remote().start(["run", "--remote=all", "--json"]);
    const ended = finished(run);
    process.kill(await remote().maker("a", "begun"), "SIGKILL");
    const killed = performance.now();
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(performance.now() - killed).toBeLessThan(12_000);
    const events = await eventsOf(stdout);
    for (const type of ["artifact.started", "artifact.attempted", "artifact.completed"]) {
      expect(events.filter((event) => event.type === type)).toHaveLength(1);
    }
    expect(events.filter(({ type }) => type === "artifact.noted").map(({ text }) => text)).toContain(
      `the worker on host ${hostname()} that made it was lost; it starts again on another`,
    );
    expect(await leftovers()).toBe(0);
  });

  test("leave no files of a worker that was killed, once another has started there", async () => {
    remote().project.write("main/data.txt", "from a file");
    remote().runbook("  a: { source: { type: say, properties: { word: x, path: data.txt, ms: 2500 } } }\n");
    const TMPDIR = remote().machine("temporary");
    const folders = () => readdirSync(TMPDIR).filter((name) => name.startsWith("wct-files-"));
    await remote().worker([], "main", { TMPDIR });
    const run = finished(remote().start(["run", "--remote=all"]));
    process.kill(await remote().maker("a", "begun"), "SIGKILL");
    const [left] = folders();
    expect(left).toBeDefined();
    await remote().worker([], "main", { TMPDIR });
    expect(folders()).not.toContain(left);
    expect(await run).toMatchObject({ code: 0 });
  });

  test("are finished by a worker that is stopped, or given back when its grace ends", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x, ms: 1500 } } }\n");
    const patient = await remote().worker();
    const first = finished(remote().start(["run", "--remote=all"]));
    await remote().maker("a");
    patient.kill("SIGTERM");
    expect(await first).toMatchObject({ code: 0 });

    remote().runbook("  b: { source: { type: say, properties: { word: x, ms: 4000 } } }\n");
    const hurried = await remote().worker(["--grace", "100ms"]);
    const second = finished(remote().start(["run", "--remote=all", "--json"]));
    await remote().maker("b");
    await remote().worker();
    hurried.kill("SIGTERM");
    const { code, stdout, stderr } = await second;
    expect(code, stderr).toBe(0);
    const notes = (await eventsOf(stdout)).filter(({ type }) => type === "artifact.noted");
    expect(notes.filter(({ text }) => text.includes("lost"))).toEqual([]);
    expect(await leftovers()).toBe(0);
  });

  test("are never made with another plugin, variable or version of wct, and the failure names what differs", async () => {
    remote().runbook(
      '  a: { source: { type: say, properties: { word: "w", token: "${TOKEN}" } } }\n  b: { source: { type: say, properties: { word: "${WORD}" } } }\n',
    );
    remote().machine("newer", 2);
    const env = { TOKEN: "planted-secret-value", WORD: "right" };
    await remote().worker([], "newer", env);
    const other = await remote().wct(["run", "--remote=all"], "main", env);
    expect(other.code).toBe(1);
    expect(other.stderr + other.stdout).toContain('the plugin "sayer" has other files');

    await remote().worker([], "main", { ...env, WORD: "wrong" });
    const wrong = await remote().wct(["run", "--remote=all"], "main", env);
    expect(wrong.stderr + wrong.stdout).toContain("the variable WORD has another value");
    await remote().worker([], "main", env);
    const right = await remote().wct(["run", "--remote=all"], "main", env);
    expect(right, right.stderr).toMatchObject({ code: 0 });
    expect((await remote().wct(["inspect", "latest", "b"])).stdout).toContain("right");
    expect(await leftovers()).toBe(0);
  });

  test("of another version of wct are not made", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x } } }\n");
    const run = finished(remote().start(["run", "--remote=all"]));
    for (;;) {
      const changed = await database()
        .run(`UPDATE wct_jobs.job SET data = jsonb_set(data, '{wct}', '"0.0.9"') WHERE data ? 'wct' RETURNING id`)
        .catch(() => []);
      if (changed.length > 0) break;
    }
    await remote().worker();
    const { code, stdout, stderr } = await run;
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/no worker may make it: .*: wct is 0\.\d+\.\d+, the run needs 0\.0\.9/);
  });

  test("wait for a worker with their labels, which is told at once, until the time limit", async () => {
    remote().runbook("  a: { runs_on: [zone:eu], source: { type: say, properties: { word: x } } }\n");
    await remote().worker();
    const { code, stderr } = await remote().wct(["run", "--remote", "--timeout", "2"]);
    expect(code).toBe(1);
    expect(stderr).toContain("waiting for a worker with zone:eu; 1 worker is there, it does not have it");
    const labelled = remote().worker(["--label", "zone:eu"]);
    expect(await remote().wct(["run", "--remote"])).toMatchObject({ code: 0 });
    await labelled;
    expect((await remote().wct(["workers"])).stdout).toMatch(/0\/1 {2}\S+ {2}zone:eu/);
  });

  test("go on when their coordinator is killed: another process takes the run over", async () => {
    remote().runbook(
      "  a: { source: { type: say, properties: { word: x } } }\n  b: { source: { type: say, properties: { word: y, ms: 3000 } } }\n  c: { inputs: [b], output: true }\n",
    );
    await remote().worker([], "main");
    const first = remote().start(["run", "--remote=all", "--max-concurrency", "1"]);
    await remote().maker("b");
    first.kill("SIGKILL");
    const early = await remote().wct(["run", "--adopt", "latest"]);
    expect(early).toMatchObject({ code: 3 });
    expect(early.stderr).toContain("cannot be taken over: its coordinator was heard of in the last 15 s\n");
    await database().run("UPDATE wct.runs SET lease_until = clock_timestamp()");
    const adopted = await remote().wct(["run", "--adopt", "latest", "--json"]);
    expect(adopted, adopted.stderr).toMatchObject({ code: 0 });
    const { stdout } = await remote().wct(["replay", "latest", "--json"]);
    expect((await remote().wct(["verify", "latest"])).stdout).toContain("intact");
    for (const artifact of ["a", "b"]) {
      const pattern = new RegExp(`"type":"artifact.attempted","artifact":"${artifact}"`, "g");
      expect(stdout.match(pattern) ?? [], stdout).toHaveLength(1);
    }
    expect(await leftovers()).toBe(0);
    const late = await remote().wct(["run", "--adopt", "latest"]);
    expect(late).toMatchObject({ code: 3 });
    expect(late.stderr).toContain("cannot be taken over: it has ended (completed)\n");
  });

  test("are recorded no more by a coordinator that was stopped while another took the run over", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x, ms: 2000 } } }\n");
    await remote().worker([], "main");
    const paused = remote().start(["run", "--remote=all"]);
    const ended = finished(paused);
    await remote().maker("a");
    paused.kill("SIGSTOP");
    await database().run("UPDATE wct.runs SET lease_until = clock_timestamp()");
    const adopting = remote().wct(["run", "--adopt", "latest"]);
    for (;;) {
      const [row] = await database().run("SELECT lease_until > clock_timestamp() FROM wct.runs");
      if (row?.[0] === true) break;
    }
    paused.kill("SIGCONT");
    expect(await ended).toMatchObject({ code: 3 });
    expect(await adopting).toMatchObject({ code: 0 });
    expect((await remote().wct(["verify", "latest"])).stdout).toContain("intact");
  });

  test("need a store in PostgreSQL, which keeps their content", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x } } }\n");
    const folder = await remote().wct(["run", "--remote", "--store", ".wct"]);
    expect(folder).toMatchObject({ code: 2 });
    expect(folder.stderr).toContain("workers need a store in PostgreSQL");
    remote().project.write(
      "main/runbook.yaml",
      "name: R\ndescription: D\nconfig: { retain: derived }\nartifacts:\n  a: { source: { type: say, properties: { word: x } } }\n",
    );
    const dropped = await remote().wct(["run", "--remote"]);
    expect(dropped).toMatchObject({ code: 2 });
    expect(dropped.stderr).toContain('the content of "a" is not kept');
  });
});
