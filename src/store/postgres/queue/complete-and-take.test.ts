import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, ClaimedJob, Digest, RemoteOutcome, RunHolder } from "../../../domain/index.ts";
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
  const artifactsOf = (jobs: readonly ClaimedJob[]) => jobs.map(({ order }) => Object(order).artifact);
  const jobs = async (state = "") =>
    Number((await run(`SELECT count(*) FROM wct_jobs.job WHERE state::text LIKE '${state}%'`))[0]?.[0]);
  const outcomes = async () => (await parts().coordinator.updates(holder, [])).outcomes.map(({ job }) => job);

  test("stores the outcomes, and takes the next jobs", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a", "b", "c"]);
    const [first] = await parts().worker.take(facts, 1);
    if (first === undefined) throw new Error("there is a job");
    const next = await parts().worker.completeAndTake([completed(first)], facts, 1);
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
    const next = await parts().worker.completeAndTake([completed(stolen), completed(own)], facts, 2);
    expect(artifactsOf(next).toSorted()).toEqual(["a", "c"]);
    expect(await outcomes()).toEqual([own.id]);
  });

  test("stores no outcome of a job that pg-boss has given away, although the claim is left", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    const [job] = await parts().worker.take(facts, 1);
    if (job === undefined) throw new Error("there is a job");
    await run(`UPDATE wct_jobs.job SET retry_count = retry_count + 1 WHERE id = '${job.id}'`);
    expect(await parts().worker.completeAndTake([completed(job)], facts, 1)).toEqual([]);
    expect(await outcomes()).toEqual([]);
    expect(await count("claims")).toBe(1);
  });

  test("deletes jobs that the record does not know, and takes the others", async () => {
    const { facts } = await scriptedWorker();
    await submit(["forged"], "1".repeat(64) as Digest);
    await submit(["a"]);
    expect(artifactsOf(await parts().worker.completeAndTake([], facts, 2))).toEqual(["a"]);
    expect(await jobs()).toBe(1);
  });

  test("takes nothing for a worker that counts as lost", async () => {
    const { facts } = await scriptedWorker();
    await submit(["a"]);
    await run("UPDATE wct.workers SET ended = 'lost'");
    expect(await parts().worker.completeAndTake([], facts, 1)).toEqual([]);
    expect(await jobs("created")).toBe(1);
    expect(await count("claims")).toBe(0);
  });

  test("takes from each queue that fits the worker", async () => {
    const { facts } = await scriptedWorker(["zone:eu"]);
    await submit(["a"]);
    await submit(["b"], plan, ["zone:eu"]);
    expect(artifactsOf(await parts().worker.completeAndTake([], facts, 3)).toSorted()).toEqual(["a", "b"]);
  });
});
