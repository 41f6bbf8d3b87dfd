import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { openRecordStore } from "../../../src/store/index.ts";
import { runCli } from "../../support/cli.ts";
import { makeProject, type Project } from "../../support/project.ts";
import type { Attempt, Suite } from "../suite.ts";

/*
 * Damaged bytes in every kind of file. Whatever is damaged, `wct verify` says so with a code, or nothing is different:
 * the same runs, the same events, the same content. Never an error of our own, never a store that was set back unnoticed.
 */

const promise = "a damaged byte is named by verify, or makes no difference";

/** Damage in the database itself, after runs that ended in the ordinary way. */
export const damagedDatabase = storeSuite("damaged-database", (dir) => [join(dir, "store.db")]);

/** Damage in a log that has not been brought into the database, as after a kill. */
export const damagedLog = storeSuite("damaged-log", (dir) => [join(dir, "store.db-wal")]);

/** Damage in the files of large objects. */
export const damagedObjects = storeSuite("damaged-objects", (dir) => filesBelow(join(dir, "objects")));

/** Damage in the heads that are kept beside the database. */
export const damagedHeads = storeSuite("damaged-heads", (dir) => filesBelow(join(dir, "heads")));

/** Damage in a run that was exported. */
export const damagedBundles: Suite = {
  name: "damaged-bundles",
  promise,
  attacks: 10,
  async start() {
    const project = await recordedProject();
    const path = project.path("run.wctrun");
    await cli(project, "runs", "export", "latest", "run.wctrun", "--with-raw");
    const whole = readFileSync(path);
    const truth = await cli(project, "verify", "run.wctrun", "--json");
    return {
      async attack(attempt) {
        damage(path, attempt);
        try {
          const said = await cli(project, "verify", "run.wctrun", "--json");
          attempt.note(`verify: exit ${said.code}`);
          if (said.code === 0) expect(said).toEqual(truth);
          else expectTold(said);
        } finally {
          writeFileSync(path, whole);
        }
      },
      end: () => project[Symbol.dispose](),
    };
  },
};

function storeSuite(name: string, filesOf: (dir: string) => readonly string[]): Suite {
  return {
    name,
    promise,
    attacks: 10,
    async start() {
      const project = await recordedProject();
      const [whole, dir] = [project.path(name === "damaged-log" ? "logged" : ".wct"), project.path("hurt")];
      cpSync(whole, dir, { recursive: true });
      const truth = await recordedIn(dir);
      rmSync(dir, { recursive: true });
      return {
        async attack(attempt) {
          cpSync(whole, dir, { recursive: true });
          try {
            damage(attempt.random.pick(filesOf(dir)), attempt);
            await expectNoticed(project, { dir, truth }, attempt);
          } finally {
            rmSync(dir, { recursive: true });
          }
        },
        end: () => project[Symbol.dispose](),
      };
    },
  };
}

const cli = (project: Project, ...args: readonly string[]) => runCli(args, { cwd: project.dir });

interface Hurt {
  readonly dir: string;
  readonly truth: unknown;
}

async function expectNoticed(project: Project, { dir, truth }: Hurt, { note }: Attempt): Promise<void> {
  const said = await cli(project, "verify", "--json", "--store", dir);
  note(`verify: exit ${said.code}`);
  if (said.code !== 0) expectTold(said);
  for (const args of [["runs"], ["inspect", "latest"], ["runs", "prune", "--keep", "0", "--dry-run"]]) {
    const { code, stderr } = await cli(project, ...args, "--store", dir);
    expect([0, 3], `wct ${args.join(" ")}: ${stderr}`).toContain(code);
  }
  if (said.code === 0) expect(await recordedIn(dir)).toEqual(truth);
}

/** With a code of its own, or as damage of something. */
function expectTold({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): void {
  expect(code, stderr).toBe(3);
  const isNamed = /"what":/.test(stdout) || /WCT_(STORE|RUN|BUNDLE)_/.test(stdout + stderr);
  expect(isNamed, stdout + stderr).toBe(true);
}

/** All that a store holds, read through its port; without the moments of tombstones, which no hash covers. */
async function recordedIn(dir: string): Promise<unknown> {
  const store = await openRecordStore({ dir, mode: "read" });
  try {
    const runs = await store.executions.runs();
    const records = [];
    for (const { id } of runs) {
      const events = await all(store.executions.events(id));
      const { gone, imported } = await store.executions.retention(id);
      records.push({ id, events, imported, gone: gone.map(({ digest, reason }) => ({ digest, reason })) });
    }
    const digests = await all(store.artifacts.digests());
    return { runs, records, objects: [...(await store.artifacts.verifyAll(digests))] };
  } finally {
    await store.close();
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function damage(path: string, { random, note }: Attempt): void {
  const bytes = readFileSync(path);
  const at = random.integer(0, bytes.length - 1);
  writeFileSync(path, hurt(bytes, at, { random, note: (what) => note(`${path}: ${what}`) }));
}

function hurt(bytes: Buffer, at: number, { random, note }: Pick<Attempt, "random" | "note">): Buffer {
  const kind = random.fraction();
  if (kind < 0.8) {
    const bit = random.integer(0, 7);
    note(`bit ${bit} of byte ${at} of ${bytes.length}`);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
    return bytes;
  }
  if (kind < 0.9) {
    note(`cut off at ${at} of ${bytes.length}`);
    return bytes.subarray(0, at);
  }
  const noise = random.bytes(Math.min(random.integer(2, 600), bytes.length - at));
  note(`${noise.length} bytes of noise at ${at} of ${bytes.length}`);
  noise.copy(bytes, at);
  return bytes;
}

/**
 * Runs of small and large objects; one has lost its raw content. `.wct` is as runs leave it, `logged` the same with all
 * but the first run in the log.
 */
async function recordedProject(): Promise<Project> {
  const project = makeProject("wct-damage-");
  project.write("texts/large.txt", largeText());
  await expectRun(project, "shop.yaml");
  await expectRun(project, "failing.yaml", 1);
  await cli(project, "runs", "prune", "--raw", "--yes");
  // A reader that does not move on keeps everything after it in the log.
  const reader = new DatabaseSync(project.path(".wct", "store.db"));
  reader.exec("BEGIN; SELECT count(*) FROM runs");
  await expectRun(project, "shop.yaml");
  await expectRun(project, "optional.yaml");
  copyWithLog(project.path(".wct"), project.path("logged"));
  reader.exec("COMMIT");
  reader.close();
  await expectRun(project, "shop.yaml");
  return project;
}

async function expectRun(project: Project, runbook: string, code = 0): Promise<void> {
  const { stderr, code: ended } = await cli(project, "run", runbook, "-q");
  if (ended !== code) throw new Error(`the run was to end with ${code}, and ended with ${ended}:\n${stderr}`);
}

function copyWithLog(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  rmSync(join(to, "store.db-shm"), { force: true });
  if (statSync(join(to, "store.db-wal")).size === 0) throw new Error("the log is empty");
}

/** Beyond what is stored in the database. */
function largeText(): string {
  return Array.from({ length: 9000 }, (_, i) => `${i} ${((i * 2_654_435_761) % 4_294_967_296).toString(36)}`).join(
    "\n",
  );
}

function filesBelow(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
