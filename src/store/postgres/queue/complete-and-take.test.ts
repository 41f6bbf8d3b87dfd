import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, ClaimedJob, CompletedJob, Digest, RemoteOutcome, RunHolder } from "../../../domain/index.ts";
import { postgresServer } from "../../../testing/servers/index.ts";
import { queueTests } from "../../../testing/suites/queue-tests.ts";

const plan = "0".repeat(64) as Digest;
const outcome: RemoteOutcome = { outcome: "lost", text: "a text" };

describe.skipIf(postgresServer === undefined)("completing and taking at once [needs PostgreSQL]", () => {
  const { run, count, parts, scriptedWorker } = queueTests();
  let holder: RunHolder;

  beforeEach(async () => {
    const { store, coordinator } = parts();
    const writer = await store.executions.createRun(new Date());
    holder = { run: writer.run, writer: writer.id ?? "" };
    await coordinator.mark(writer.run, { mode: "all", plan });
  });

  /** Submits jobs of these artifacts. */
  async function submit(artifacts: readonly string[], of: Digest = plan, labels: readonly string[] = []) {
    const submitted = artifacts.map((name, at) => {
      const artifact = name as ArtifactId;
      const order = {
        run: holder.run,
        plan: of,
        artifact,
        attempt: 1,
        inputs: [],
        startedAt: "",
        wct: "",
        files: null,
      };
      return { id: randomUUID(), labels, priority: -at, order };
    });
    await parts().coordinator.submit(holder, submitted, []);
  }

  const completed = ({ id, claim }: ClaimedJob) => ({ id, claim, outcome, inline: [] });
  type Worker = Awaited<ReturnType<typeof scriptedWorker>>["facts"];
  /** Returns what is told to be taken, and whether completing failed. */
  async function taking(jobs: readonly CompletedJob[], worker: Worker, most: number) {
    const told: (readonly ClaimedJob[] | null)[] = [];
    const taken = (those: readonly ClaimedJob[] | null) => void told.push(those);
    const work = parts().worker.completeAndTake(jobs, { worker, most, taken });
    const [{ status }] = await Promise.allSettled([work]);
    return { taken: told.length === 1 ? (told[0] ?? null) : [], failed: status === "rejected" };
  }
  async function completeAndTake(jobs: readonly CompletedJob[], worker: Worker, most: number) {
    const { taken, failed } = await taking(jobs, worker, most);
    if (failed || taken === null) throw new Error("both have been done");
    return taken;
  }
  const artifactsOf = (jobs: readonly ClaimedJob[]) => jobs.map(({ order }) => Object(order).artifact);
  const jobs = async (state = "") =>
    Number((await run(`SELECT count(*) FROM wct_jobs.job WHERE state::text LIKE '${state}%'`))[0]?.[0]);
  const outcomes = async () => (await parts().coordinator.updates(holder, [])).outcomes.map(({ job }) => job);

  test("stores the outcomes, and takes the next jobs", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b", "c"]);
    const [first] = await parts().worker.take(facts, 1);
    if (first === undefined) throw new Error("there is a job");
    const next = await completeAndTake([completed(first)], facts, 1);
    expect(artifactsOf(next)).toEqual(["b"]);
    expect(await outcomes()).toEqual([first.id]);
    expect(await count("claims")).toBe(1);
  });

  test("takes the next jobs although one that ended is another's, and stores the outcomes of the rest", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b", "c"]);
    const [stolen, own] = await parts().worker.take(facts, 2);
    if (stolen === undefined || own === undefined) throw new Error("there are jobs");
    await run(`UPDATE wct_jobs.job SET state = 'retry' WHERE id = '${stolen.id}'`);
    await run(`DELETE FROM wct.claims WHERE job = '${stolen.id}'`);
    const next = await completeAndTake([completed(stolen), completed(own)], facts, 2);
    expect(artifactsOf(next).toSorted()).toEqual(["a", "c"]);
    expect(await outcomes()).toEqual([own.id]);
  });

  test("stores no outcome of a job that pg-boss has given away, although the claim is left", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    const [job] = await parts().worker.take(facts, 1);
    if (job === undefined) throw new Error("there is a job");
    await run(`UPDATE wct_jobs.job SET retry_count = retry_count + 1 WHERE id = '${job.id}'`);
    expect(await completeAndTake([completed(job)], facts, 1)).toEqual([]);
    expect(await outcomes()).toEqual([]);
    expect(await count("claims")).toBe(1);
  });

  test("deletes jobs that the record does not know, and takes the others", async () => {
    const { facts } = await scriptedWorker();
    await submit(["forged"], "1".repeat(64) as Digest);
    await submit(["a"]);
    expect(artifactsOf(await completeAndTake([], facts, 2))).toEqual(["a"]);
    expect(await jobs()).toBe(1);
  });

  test("takes nothing for a worker that counts as lost", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    await run("UPDATE wct.workers SET ended = 'lost'");
    expect(await completeAndTake([], facts, 1)).toEqual([]);
    expect(await jobs("created")).toBe(1);
    expect(await count("claims")).toBe(0);
  });

  test("takes from each queue that fits the worker", async () => {
    const { facts } = await scriptedWorker(["zone:eu"]);
    await submit(["a"]);
    await submit(["b"], plan, ["zone:eu"]);
    expect(artifactsOf(await completeAndTake([], facts, 3)).toSorted()).toEqual(["a", "b"]);
  });

  test("keeps what it took from one queue while it takes from the next", async () => {
    const { facts } = await scriptedWorker(["zone:eu"]);
    await submit(["a"]);
    await submit(["b"], plan, ["zone:eu"]);
    await run("CREATE TABLE wct.gate (at serial)");
    await run(`CREATE FUNCTION wct.wait() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN WHILE NOT EXISTS (SELECT FROM wct.gate) LOOP PERFORM pg_sleep(0.01); END LOOP; RETURN NEW; END$$`);
    await run(`CREATE TRIGGER wait BEFORE UPDATE ON wct_jobs.job FOR EACH ROW WHEN (NEW.name <> 'wct')
      EXECUTE FUNCTION wct.wait()`);
    const taken = parts().worker.take(facts, 2);
    await expect.poll(() => count("claims")).toBe(1);
    await run("UPDATE wct.claims SET taken_at = taken_at - interval '1 minute'");
    expect(await parts().worker.renew(facts.id, { leaseMs: 60_000, holds: [] })).toEqual([]);
    expect(await count("claims")).toBe(1);
    await run("INSERT INTO wct.gate DEFAULT VALUES");
    expect(artifactsOf(await taken)).toEqual(["a", "b"]);
    expect(await count("claims")).toBe(2);
  });

  test("says what was taken although completing fails, so that the worker holds it", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b"]);
    const [first] = await parts().worker.take(facts, 1);
    if (first === undefined) throw new Error("there is a job");
    const unstorable = { ...completed(first), outcome: { ...outcome, text: "\u0000" } };
    const { taken, failed } = await taking([unstorable], facts, 1);
    expect(failed).toBe(true);
    expect(artifactsOf(taken ?? [])).toEqual(["b"]);
  });

  test("completes although taking fails, and does not say that there are no jobs", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b"]);
    const [first] = await parts().worker.take(facts, 1);
    if (first === undefined) throw new Error("there is a job");
    await run(`CREATE FUNCTION wct.refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END$$`);
    await run("CREATE TRIGGER refuse BEFORE INSERT ON wct.claims FOR EACH ROW EXECUTE FUNCTION wct.refuse()");
    expect(await taking([completed(first)], facts, 1)).toEqual({ taken: null, failed: false });
    expect(await outcomes()).toEqual([first.id]);
  });

  test("completes the attempt that is named, and no other one at the same job", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    const [job] = await parts().worker.take(facts, 1);
    if (job === undefined) throw new Error("there is a job");
    await run(`UPDATE wct_jobs.job SET state = 'retry', start_after = now() WHERE id = '${job.id}'`);
    const [again] = await parts().worker.take(facts, 1);
    if (again === undefined) throw new Error("it is taken again");
    await parts().worker.complete([completed(job), completed(again)]);
    const [stored] = (await parts().coordinator.updates(holder, [])).outcomes;
    expect(stored?.claim).toBe(again.claim);
  });

  test("stores what was made under the lease before, and forgets jobs of earlier ones", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b"]);
    const [first, second] = await parts().worker.take(facts, 2);
    if (first === undefined || second === undefined) throw new Error("there are jobs");
    await scriptedWorker();
    await parts().worker.complete([completed(first)]);
    expect(await outcomes()).toEqual([first.id]);
    await scriptedWorker();
    await parts().worker.complete([completed(second)]);
    expect(await count("claims")).toBe(1);
  });

  test("takes the most urgent jobs first, in their order", async () => {
    const { facts } = await scriptedWorker();
    const names = Array.from("abcdefgh");
    await submit(names);
    expect(artifactsOf(await parts().worker.take(facts, 8))).toEqual(names);
  });

  test("the first report that code has begun waits for the disk; those that repeat it do not", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    const [job] = await parts().worker.take(facts, 1);
    if (job === undefined) throw new Error("there is a job");
    await run("CREATE TABLE wct.waits (at serial, waits text)");
    await run(`CREATE FUNCTION wct.note() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN INSERT INTO wct.waits (waits) VALUES (current_setting('synchronous_commit')); RETURN NEW; END$$`);
    await run("CREATE TRIGGER note BEFORE INSERT ON wct.reports FOR EACH ROW EXECUTE FUNCTION wct.note()");
    const report = { ranMs: 1, notes: [], progress: null, costs: [] };
    for (const thread of [undefined, 0, 0]) await parts().worker.report(job, { ...report, thread });
    expect((await run("SELECT waits FROM wct.waits ORDER BY at")).flat()).toEqual(["on", "on", "off"]);
  });
});
