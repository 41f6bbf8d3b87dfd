import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, matchesGlob } from "node:path";
import { satisfies } from "semver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../src/testing/servers/index.ts";
import { install, packWct } from "./support/plugin-package.ts";

// Images and services need a network and an init system. What they consist of is tested without.
const repository = join(import.meta.dirname, "..");
const example = (file: string): string => readFileSync(join(repository, "examples/distributed", file), "utf8");
const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
const installed = (name: string): string =>
  JSON.parse(readFileSync(join(repository, "node_modules", name, "package.json"), "utf8")).version;

const root = realpathSync(mkdtempSync(join(tmpdir(), "wct-example-")));
const work = join(root, "work");
const bin = join(root, "image/node_modules/wct-cli/bin/wct.js");
let tarball: string;

beforeAll(() => {
  mkdirSync(work);
  mkdirSync(join(root, "image"));
  tarball = packWct(root);
  // As `npm install --global` does: the drivers are beside wct, and nothing is in the current folder.
  install(join(root, "image"), [tarball]);
  for (const name of ["pg", "pg-boss"])
    symlinkSync(join(repository, "node_modules", name), join(root, "image/node_modules", name));
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

/** Runs the installed program in an empty folder. */
const wct = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [bin, ...args], {
    cwd: work,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
  });

const seconds = (text: string): number => Number(/^(\d+)s?$/.exec(text)?.[1]);
const graceIn = (args: readonly string[]): number => seconds(args[args.indexOf("--grace") + 1] ?? "");

describe("the Dockerfile", () => {
  const instructions = example("Dockerfile")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ name: line.slice(0, line.indexOf(" ")), rest: line.slice(line.indexOf(" ") + 1) }));
  const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);
  const args = new Map(all("ARG").map((rest) => [rest.split("=")[0], rest.split("=")[1] ?? ""]));

  test("has known instructions only, and shell text that parses", () => {
    const known = ["FROM", "ARG", "COPY", "RUN", "USER", "WORKDIR", "STOPSIGNAL", "ENTRYPOINT", "CMD"];
    expect([...new Set(instructions.map(({ name }) => name))].toSorted()).toEqual(known.toSorted());
    for (const text of all("RUN")) expect(() => execFileSync("sh", ["-n", "-c", text])).not.toThrow();
  });

  test("copies the file that `npm pack` writes, and installs it where it copied it to", () => {
    const [[pattern = "", target = ""] = []] = all("COPY").map((rest) => rest.split(" "));
    expect(matchesGlob(basename(tarball), pattern)).toBe(true);
    expect(all("RUN")[0]).toContain(` ${target} `);
  });

  test("has the version of Node and the drivers that were tested", () => {
    const [, major = ""] = /^node:(\d+)-slim$/.exec(all("FROM")[0] ?? "") ?? [];
    expect(satisfies(`${major}.0.0`, manifest.engines.node)).toBe(true);
    expect(args.get("PG_BOSS")).toBe(manifest.peerDependencies["pg-boss"]);
    expect(args.get("PG")).toBe(installed("pg"));
    for (const name of args.keys()) expect(all("RUN").join()).toContain(`\${${name}}`);
  });

  test("starts the program, which finds the drivers beside it", () => {
    expect(JSON.parse(all("ENTRYPOINT")[0] ?? "")).toEqual(Object.keys(manifest.bin));
    const started = wct(JSON.parse(all("CMD")[0] ?? ""));
    expect(started).toMatchObject({ status: 0, stderr: "" });
    expect(started.stdout).toContain("Usage: wct");
    const { stderr } = wct(["worker", "--store", "postgres://nobody@127.0.0.1:1/wct"]);
    expect(stderr).toMatch(/^error\[WCT_STORE_\w+\]: .*127\.0\.0\.1:1/);
    expect(stderr).not.toContain("package");
  });
});

describe("the compose file", () => {
  const { services, volumes } = parse(example("compose.yaml"), { merge: true });

  test("has services that name each other, and volumes that it declares", () => {
    for (const { depends_on: needed = {}, volumes: mounted = [] } of Object.values<{
      readonly depends_on?: object;
      readonly volumes?: readonly string[];
    }>(services)) {
      for (const name of Object.keys(needed)) expect(services[name].healthcheck).toBeDefined();
      for (const volume of mounted.filter((one) => !one.startsWith("."))) {
        expect(Object.keys(volumes)).toContain(volume.split(":")[0]);
      }
    }
    const { environment, healthcheck } = services.database;
    expect(services.worker.environment.WCT_STORE).toContain(`${environment.POSTGRES_USER}@database/`);
    expect(healthcheck.test).toEqual(expect.arrayContaining([environment.POSTGRES_USER, environment.POSTGRES_DB]));
  });

  test("stops a worker only after its grace", () => {
    expect(seconds(services.worker.stop_grace_period)).toBeGreaterThan(graceIn(services.worker.command));
  });

  test.skipIf(postgresServer === undefined)(
    "starts a worker that its check finds healthy, and that ends when it is stopped [needs PostgreSQL]",
    { timeout: 60_000 },
    async () => {
      await withDatabase(async (database) => {
        const { command, healthcheck } = services.worker;
        const port = String(20_000 + (process.pid % 20_000));
        const own = (text: string): string => text.replaceAll("8080", port);
        const worker = await readyWorker(command.map(own), database);
        const [kind, program, ...rest] = healthcheck.test;
        expect([kind, program]).toEqual(["CMD", "node"]);
        expect(spawnSync(process.execPath, rest.map(own)).status).toBe(0);
        expect(await worker.stopped()).toBe(0);
        expect(spawnSync(process.execPath, rest.map(own)).status).toBe(1);
      });
    },
  );
});

describe("the unit of systemd", () => {
  const unit = example("wct-worker.service");
  const setting = (name: string): string => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
  const [program = "", ...args] = setting("ExecStart").split(" ");

  const verifier = spawnSync("systemd-analyze", ["--version"]).error === undefined;
  test.skipIf(!verifier)("has settings that systemd knows [needs systemd-analyze]", () => {
    const file = join(root, "wct-worker.service");
    writeFileSync(file, unit.replace(program, "/bin/true"));
    const { stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes("wct-worker"))).toEqual([]);
  });

  test("stops a worker only after its grace", () => {
    expect(seconds(setting("TimeoutStopSec"))).toBeGreaterThan(graceIn(args));
  });

  test.skipIf(postgresServer === undefined)(
    "starts a worker that tells when it is ready and when it stops [needs PostgreSQL]",
    { timeout: 60_000 },
    async () => {
      await withDatabase(async (database) => {
        expect([setting("Type"), setting("NotifyAccess"), basename(program)]).toEqual(["notify", "all", "wct"]);
        const told = join(root, "told");
        writeFileSync(join(root, "systemd-notify"), `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> ${told}\n`);
        chmodSync(join(root, "systemd-notify"), 0o755);
        const env = { NOTIFY_SOCKET: "@socket", PATH: `${root}:${process.env["PATH"]}` };
        const worker = await readyWorker(args, database, env);
        expect(await worker.stopped(setting("KillSignal"))).toBe(0);
        expect(readFileSync(told, "utf8")).toBe(
          `@socket --pid=${worker.pid} READY=1\n@socket --pid=${worker.pid} STOPPING=1\n`,
        );
      });
    },
  );
});

async function withDatabase(use: (database: StoreDatabase) => Promise<void>): Promise<void> {
  const database = await temporaryPostgresUrl();
  try {
    await use(database);
  } finally {
    await database.drop();
  }
}

/** Starts a worker of the installed program; `stopped` sends a signal, and returns its exit code. */
async function readyWorker(
  args: readonly string[],
  { url, env: access }: StoreDatabase,
  env: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: work,
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"], WCT_STORE: url, ...Object.fromEntries(access), ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let said = "";
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
      if (said.includes("is ready")) resolve();
    });
    child.once("exit", () => reject(new Error(`the worker did not start: ${said}`)));
  });
  await ready;
  const stopped = (signal = "SIGTERM"): Promise<number | null> => {
    child.kill(signal as NodeJS.Signals);
    return ended;
  };
  return { pid: child.pid, stopped };
}
