import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { postgresServer } from "../../src/testing/servers/index.ts";
import { remoteTests } from "../support/remote-tests.ts";

const slow = { timeout: 60_000 };

describe.skipIf(postgresServer === undefined)("`runs_on` in wct.yaml [needs PostgreSQL]", slow, () => {
  const { database, remote } = remoteTests();

  const settings = (runsOn: string): void =>
    remote().project.write("main/wct.yaml", `plugins: [./plugin.ts]\nruns_on:\n  ${runsOn}\n`);

  test("sends all artifacts of a type to workers with its labels, and to no other, whatever is sent otherwise", async () => {
    settings("say: [clinic-network]");
    remote().runbook(
      `  a: { source: { type: say, properties: { word: x } } }
  b: { runs_on: [zone:eu], source: { type: say, properties: { word: y } } }
  c: { inputs: [a], process: { type: echo, properties: {} } }
`,
    );
    await remote().worker();
    const without = await remote().wct(["run", "--remote", "--timeout", "2"]);
    expect(without.code).toBe(1);
    expect(without.stderr).toContain("no worker of the last day had clinic-network\n");
    expect(without.stderr).toContain("no worker of the last day had clinic-network, zone:eu\n");
    expect(without.stderr).toContain(
      "waiting for a worker with clinic-network; 1 worker is there, it does not have it\n",
    );
    expect(without.stderr).toContain(
      "waiting for a worker with clinic-network, zone:eu; 1 worker is there, it does not have all of them\n",
    );
    expect(without.stderr.match(/waiting for a worker/g)).toHaveLength(2);

    const clinic = await remote().worker(["--label", "zone:eu", "--label", "clinic-network"]);
    const made = await remote().wct(["run", "--remote", "--json"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect(made.stderr).not.toContain("no worker of the last day");
    const [row] = await database().run(`SELECT id FROM wct.workers WHERE process = ${clinic.pid}`);
    const starts = made.stdout
      .split("\n")
      .filter((line) => line.includes('"type":"artifact.started"'))
      .map((line) => JSON.parse(line));
    const makers = new Map(starts.map(({ artifact, remote: by }) => [artifact, by?.worker]));
    expect([makers.get("a"), makers.get("b")]).toEqual([row?.[0], row?.[0]]);
    expect(starts.map(({ remote: by }) => by?.host)).toContain(hostname());
  });

  test("says nothing of labels that a worker had that is gone, but of the wait", async () => {
    settings("say: [short-lived]");
    remote().runbook("  a: { source: { type: say, properties: { word: x } } }\n");
    const gone = await remote().worker(["--label", "short-lived"]);
    gone.kill("SIGTERM");
    await new Promise((resolve) => gone.once("exit", resolve));
    const { code, stderr } = await remote().wct(["run", "--remote", "--timeout", "1"]);
    expect(code).toBe(1);
    expect(stderr).not.toContain("no worker of the last day");
    expect(stderr).toContain("waiting for a worker with short-lived; none is there\n");
  });

  test("sends folders to workers that have the labels, which read their own", async () => {
    settings("filesystem: [archive]");
    remote().runbook('  texts: { source: { type: filesystem, properties: { path: "papers" } } }\n');
    remote().machine("archive");
    remote().project.write("archive/papers/a.txt", "only on the machine of the archive");
    await remote().worker(["--label", "archive"], "archive");
    const made = await remote().wct(["run", "--remote"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect((await remote().wct(["inspect", "latest", "texts"])).stdout).toContain("only on the machine");
  });

  test("names a type that is unknown, and labels that no worker can have", async () => {
    remote().runbook("  a: { source: { type: say, properties: { word: x } } }\n");
    settings('say: ["two words"]');
    const odd = await remote().wct(["run", "--remote"]);
    expect(odd).toMatchObject({ code: 2 });
    expect(odd.stderr).toContain("two words");
    settings("sayy: [clinic-network]");
    const unknown = await remote().wct(["run", "--remote", "--timeout", "1"]);
    expect(unknown.stderr).toContain(
      'runs_on in wct.yaml names "sayy", and no component has this type; did you mean "say"?\n',
    );
  });
});
