import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { postgresServer } from "../../testing/servers/index.ts";
import { postgresStoreTests, startRun, writeLarge } from "../../testing/suites/postgres-store.ts";
import { write } from "../../testing/suites/store-suite-support.ts";

describe.skipIf(postgresServer === undefined)("a store in PostgreSQL [needs PostgreSQL]", () => {
  const { open, run, count } = postgresStoreTests();

  describe("with damaged content", () => {
    async function recorded() {
      const store = await open();
      const started = await startRun(store);
      const [small, big] = [await write(store, ["small"]), await writeLarge(store)];
      await started.produce(small);
      await started.produce(big, "b");
      await started.finish();
      return { store, small, big, id: started.writer.run };
    }

    test.each([
      [
        "a byte of a chunk",
        "UPDATE wct.chunks SET data = set_byte(data, 500, get_byte(data, 500) # 1) WHERE number = 1",
      ],
      ["a missing chunk", "DELETE FROM wct.chunks WHERE number = 1"],
      ["a chunk that is too short", "UPDATE wct.chunks SET data = substring(data FROM 2) WHERE number = 0"],
      ["another size", "UPDATE wct.objects SET stored_bytes = stored_bytes - 1 WHERE data IS NULL"],
    ])("says so: %s", async (_, sql) => {
      const { store, small, big } = await recorded();
      await run(sql);
      expect(await store.artifacts.verify(big.digest)).toBe("damaged");
      expect(await store.artifacts.verify(small.digest)).toBe("intact");
    });

    test("says so for small content, and for content that is missing", async () => {
      const { store, small, big } = await recorded();
      await run("UPDATE wct.objects SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE data IS NOT NULL");
      expect(await store.artifacts.verify(small.digest)).toBe("damaged");
      await run("DELETE FROM wct.objects");
      expect(await store.artifacts.verify(big.digest)).toBe("absent");
    });

    test("stores large content again when it is made again", async () => {
      const store = await open();
      const text = randomBytes(2 << 20).toString("hex");
      const object = await write(store, [text]);
      await (await startRun(store)).produce(object);
      await run("UPDATE wct.chunks SET data = set_byte(data, 500, get_byte(data, 500) # 1) WHERE number = 0");
      expect(await store.artifacts.verify(object.digest)).toBe("damaged");
      await (await startRun(store)).produce(await write(store, [text]));
      expect(await store.artifacts.verify(object.digest)).toBe("intact");
    });

    test.each([
      ["an event", "UPDATE wct.frames SET body = set_byte(body, 80, get_byte(body, 80) # 1) WHERE first_seq = 2"],
      ["a missing frame", "DELETE FROM wct.frames WHERE first_seq = 2"],
      ["a missing end", "DELETE FROM wct.frames WHERE first_seq = (SELECT max(first_seq) FROM wct.frames)"],
      ["another outcome in the list", "UPDATE wct.runs SET outcome = 'failed'"],
      ["another number of events", "UPDATE wct.runs SET events = events - 1"],
      ["a tombstone of nothing", "INSERT INTO wct.dropped SELECT run_key, sha256('x'), 0, 'pruned' FROM wct.runs"],
    ])("finds %s in the record", async (_, sql) => {
      const { store, id } = await recorded();
      await run(sql);
      expect((await store.executions.verifyChain(id)).damage).not.toEqual([]);
    });

    test("rebuilds the list of runs from the events, and leaves damaged records as they are", async () => {
      const { store, id } = await recorded();
      const before = await store.executions.run(id);
      await run("UPDATE wct.runs SET outcome = NULL, completed = 77, runbook_name = 'other'");
      await store.executions.rebuild();
      expect(await store.executions.run(id)).toEqual(before);
      await run("DELETE FROM wct.frames WHERE first_seq = 2");
      await expect(store.executions.rebuild()).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    });

    test("prunes nothing that a damaged record may need", async () => {
      const { store } = await recorded();
      await run("UPDATE wct.frames SET hash = sha256('x') WHERE first_seq = 2");
      await expect(store.prune({ remove: [], drop: [], mode: "do" })).rejects.toMatchObject({
        code: "WCT_RUN_RECORD_CORRUPT",
      });
      expect(await count("objects")).toBe(2);
    });
  });
});
