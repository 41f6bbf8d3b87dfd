import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { ArtifactId, Digest, RunId, SchemaRef, StagedObject } from "../../src/domain/index.ts";
import { serialisePlan } from "../../src/planner/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../src/testing/sample-events.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";
import { runCli } from "./cli.ts";

const schema = "standard_input:1.0.0" as SchemaRef;

interface Recorded {
  readonly runs: readonly RunId[];
  readonly small: Digest;
  readonly other: Digest;
  readonly large: Digest;
}

/** One store with three runs, recorded once and hurt in one way per test; every test gets a copy. */
export class HurtStore {
  #folder = "";
  #recorded: Recorded | null = null;

  /** Call it at the top of a test file: it sets up and tears down. */
  static use(): HurtStore {
    const store = new HurtStore();
    beforeAll(() => store.#record());
    afterAll(() => rmSync(store.folder, { recursive: true }));
    beforeEach(() => cpSync(join(store.folder, "whole"), store.dir, { recursive: true }));
    afterEach(() => rmSync(store.dir, { recursive: true }));
    return store;
  }

  get folder(): string {
    return this.#folder;
  }

  get dir(): string {
    return join(this.folder, ".wct");
  }

  get database(): string {
    return join(this.dir, "store.db");
  }

  get recorded(): Recorded {
    if (this.#recorded === null) throw new Error("nothing is recorded yet");
    return this.#recorded;
  }

  cli = (...args: readonly string[]) => runCli([...args, "--store", this.dir], { cwd: this.folder });

  /** Changes rows; throws when there are none to change. */
  change(sql: string, ...values: readonly (string | number | Uint8Array)[]): void {
    this.#with((database) => {
      if (database.prepare(sql).run(...values).changes === 0) throw new Error(`nothing was changed: ${sql}`);
    });
  }

  /** The bytes in the first column of the first row. */
  read(sql: string, ...values: readonly (string | Uint8Array)[]): Uint8Array {
    return this.#with((database) => {
      const value = Object.values(database.prepare(sql).get(...values) ?? {})[0];
      if (!(value instanceof Uint8Array)) throw new Error(`nothing is there: ${sql}`);
      return value;
    });
  }

  /** What verify says, as `run N artifact: what`; its exit code has to fit. */
  async damage(...args: string[]): Promise<readonly string[]> {
    const { runs } = this.recorded;
    const { code, stdout } = await this.cli("verify", ...args, "--json");
    const verification = JSON.parse(stdout);
    const all = verification.runs.flatMap((one: { run: RunId; damage: { artifact: string | null; what: string }[] }) =>
      one.damage.map(({ artifact, what }) => `run ${runs.indexOf(one.run)} ${artifact ?? "record"}: ${what}`),
    );
    const store = (verification.store?.damage ?? []).map(({ what }: { what: string }) => `store: ${what}`);
    const found = [...all, ...store].toSorted();
    expect({ code, intact: verification.intact }).toEqual(
      found.length === 0 ? { code: 0, intact: true } : { code: 3, intact: false },
    );
    return found;
  }

  #with<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(this.database);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  async #record(): Promise<void> {
    this.#folder = mkdtempSync(join(tmpdir(), "wct-hurt-"));
    this.#recorded = await recordThree(join(this.#folder, "whole"));
  }
}

async function recordThree(dir: string): Promise<Recorded> {
  const store = await openRecordStore({ dir, mode: "write" });
  const stage = async (elements: readonly string[]): Promise<StagedObject> => {
    const writer = store.artifacts.writer();
    writer.write(elements);
    return await writer.finish(schema, {}, { stream: true });
  };
  const record = async (objects: readonly StagedObject[]): Promise<RunId> => {
    const writer = await store.executions.createRun(new Date("2025-12-09T12:00:00Z"));
    const make = numberEvents(writer.run);
    const runbook = await stage(["the runbook"]);
    const planned = samplePlan(objects.map(() => []));
    const content = serialisePlan({ ...planned, runbook: { ...planned.runbook, digest: runbook.digest } });
    const plan = await store.artifacts.writer().finish("wct_plan:2.0.0" as SchemaRef, content, { stream: false });
    const start = { ...runStarted({ artifacts: objects.length }), plan: plan.digest };
    if (start.type !== "run.started") throw new Error("a run starts");
    const events = make({ ...start, runbook: { ...start.runbook, digest: runbook.digest } });
    await writer.append({ events, objects: [plan, runbook] });
    for (const [i, object] of objects.entries()) {
      const events = make(...artifactProduced(`a${i}` as ArtifactId, object));
      // The kit's attempts end at a time of their own, and a record must be one that could be.
      const timed = events.map((event) => (event.type === "artifact.attempted" ? { ...event, ended: event.t } : event));
      await writer.append({ events: timed, objects: [object] });
    }
    const finished = runFinished("completed");
    if (finished.type !== "run.finished") throw new Error("a run ends");
    const counts = { ...finished.counts, completed: objects.length };
    await writer.append({ events: make({ ...finished, counts }), objects: [] });
    await writer.close();
    return writer.run;
  };
  const [a, b, c] = [await stage(["a"]), await stage(["b"]), await stage(["c".repeat(90_000)])];
  const runs = [await record([a, b]), await record([b, c]), await record([a])];
  await store.close();
  return { runs, small: a.digest, other: b.digest, large: c.digest };
}

/** The same bytes with one bit changed. */
export const flipped = (bytes: Uint8Array, at = bytes.length >> 1): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 4 : byte));

/** The key of a frame: those of a run are numbered from its key; the first run's is 1. */
export const frameOf = (run: number, seq: number): number => run * 2 ** 32 + seq;
