import { hash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCli } from "../support/cli.ts";
import { placesOf } from "./needles.ts";
import { Project } from "./project.ts";

/* What libraries say in their exceptions is content: not kept where raw content is not, and then nobody misses it. */

const plugin = join(import.meta.dirname, "../fixtures/plugins/leaky.ts");
const value = "Erika Mustermann-Zwiebel";

const runbook = (config: string, artifact: string) => `name: Exceptions
description: A component that throws with content in its message
${config}
artifacts:
  thrown:
    source: { type: careless, properties: { value: "\${WHO}", how: console } }
    optional: true
    ${artifact}
  notes:
    source: { type: filesystem, properties: { path: ./data } }
`;

// Several runs, each with threads of its own, and many commands.
vi.setConfig({ testTimeout: 120_000 });

let project: Project;
beforeEach(() => {
  project = new Project({ "data/a.txt": "nothing to see" });
});
afterEach(() => project.remove());

const look = (...args: readonly string[]) => runCli(args, { cwd: project.dir, env: { WHO: value } });
const run = (...args: readonly string[]) => look("run", "runbook.yaml", "-q", "--plugin", plugin, ...args);

/** Every command that reads the record does so, and none finds damage. */
async function expectWhole(): Promise<void> {
  const commands: readonly (readonly string[])[] = [
    ["verify"],
    ["inspect", "latest"],
    ["runs", "export", "latest", "run.wctrun", "--with-raw"],
    ["verify", "run.wctrun"],
    ["report", "latest", "-o", "report.html"],
    ["diff", "latest", "latest"],
    ["runs", "erase", "--subject", "nobody at all", "--dry-run"],
    ["runs", "prune", "--raw", "--dry-run"],
  ];
  for (const command of commands) expect(await look(...command), command.join(" ")).toMatchObject({ code: 0 });
  expect(await run("--resume", "latest")).toMatchObject({ code: 0 });
  expect(await look("verify")).toMatchObject({ code: 0 });
}

test.each([
  ["config: { retain: derived }", ""],
  ["", "retain: false"],
])(
  "where content is not retained (%s%s) its message is not kept, and the record is whole",
  async (config, artifact) => {
    project.write("runbook.yaml", runbook(config, artifact));
    expect(await run()).toMatchObject({ code: 0 });
    const { failure } = JSON.parse((await look("inspect", "latest", "thrown", "--meta")).stdout);
    expect(failure).toMatchObject({ code: "WCT_PRODUCE_THREW", exception: { name: "AggregateError", message: null } });
    expect(placesOf(value, await project.traces())).toEqual([]);
    await expectWhole();
  },
);

test("elsewhere it is kept, and can be missed", async () => {
  project.write("runbook.yaml", runbook("", ""));
  expect(await run()).toMatchObject({ code: 0 });
  const { failure } = JSON.parse((await look("inspect", "latest", "thrown", "--meta")).stdout);
  expect(failure.exception.message).toMatch(/^[0-9a-f]{64}$/);
  await expectWhole();
  change((database) =>
    database.prepare("DELETE FROM objects WHERE digest = ?").run(Buffer.from(failure.exception.message, "hex")),
  );
  const said = await look("verify");
  expect(said.code).toBe(3);
  expect(said.stdout).toContain(`thrown (exception): object ${failure.exception.message} is missing`);
});

test("a record of version 0.1 that names such a message as if it were kept is whole, too", async () => {
  project.write("runbook.yaml", runbook("config: { retain: derived }", ""));
  expect(await run()).toMatchObject({ code: 0 });
  change(nameMessage);
  // That version kept no heads beside the database.
  rmSync(join(project.store, "heads"), { recursive: true });
  expect((await look("inspect", "latest", "thrown", "--meta")).stdout).toContain(unkept);
  await expectWhole();
});

const unkept = "5".repeat(64);

function change(work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(join(project.store, "store.db"));
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** Rewrites the chain of the only run as the first version would have written it. */
function nameMessage(database: DatabaseSync): void {
  const run = database.prepare("SELECT id FROM runs").get()?.["id"];
  let head = hash("sha256", `wct run record 1\n${run}\n`, "buffer");
  for (const { frame_key: key, body } of database.prepare("SELECT * FROM frames ORDER BY frame_key").all()) {
    if (!(body instanceof Uint8Array) || key === undefined) throw new Error("a frame has a body");
    const text = Buffer.from(body)
      .toString()
      .replaceAll(/("frames":\[[^\]]*\],"message":)null/g, `$1"${unkept}"`);
    head = hash("sha256", Buffer.concat([head, Buffer.from(text)]), "buffer");
    database.prepare("UPDATE frames SET body = ?, hash = ? WHERE frame_key = ?").run(Buffer.from(text), head, key);
  }
  database.prepare("UPDATE runs SET head = ?").run(head);
}
