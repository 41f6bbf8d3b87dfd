import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { postgresServer } from "../../src/testing/servers/index.ts";
import { finished } from "../support/remote-project.ts";
import { remoteTests } from "../support/remote-tests.ts";

const architecture = process.arch === "arm64" ? "aarch64" : "x86_64";
const faketime = `/usr/lib/${architecture}-linux-gnu/faketime/libfaketimeMT.so.1`;
const hasFaketime = existsSync(faketime);
const slow = { timeout: 60_000 };
/** A machine whose wall clock is wrong by an hour; its monotonic clock is right. */
const wrong = (offset: "+3600s" | "-3600s") => ({
  LD_PRELOAD: faketime,
  FAKETIME: offset,
  FAKETIME_DONT_FAKE_MONOTONIC: "1",
});

describe.skipIf(postgresServer === undefined || !hasFaketime)(
  "a coordinator with a wrong clock [needs PostgreSQL and libfaketime]",
  slow,
  () => {
    const { database, remote } = remoteTests();

    /** Every time of the timeline of the newest run, in milliseconds. */
    async function timesOf(): Promise<{ readonly durationMs: number; readonly times: readonly number[] }> {
      const { code, stdout, stderr } = await remote().wct(["timeline", "latest", "--json"]);
      expect(code, stderr).toBe(0);
      const view = JSON.parse(stdout);
      const stretches = view.tracks.flatMap((track: { readonly stretches: readonly object[] }) => track.stretches);
      const times = [...stretches, ...view.nodes].flatMap((one) => [one.startMs, one.endMs]);
      return { durationMs: view.totalMs, times: times.filter((time) => typeof time === "number") };
    }

    test.each(["+3600s", "-3600s"] as const)("shows no skew in its timeline: %s", async (offset) => {
      remote().runbook(
        "  a: { source: { type: say, properties: { word: x, ms: 300 } } }\n  b: { inputs: [a], process: { type: echo, properties: {} } }\n",
      );
      await remote().worker([], "main", wrong(offset === "+3600s" ? "-3600s" : "+3600s"));
      const began = performance.now();
      const made = await remote().wct(["run", "--remote=all", "-q"], "main", wrong(offset));
      const most = performance.now() - began;
      expect(made, made.stderr).toMatchObject({ code: 0 });
      const { durationMs, times } = await timesOf();
      expect(durationMs).toBeLessThan(most);
      expect(times.length).toBeGreaterThan(4);
      for (const time of times) {
        expect(time).toBeGreaterThanOrEqual(0);
        expect(time).toBeLessThan(most);
      }
    });

    test.each(["+3600s", "-3600s"] as const)("shows none when another takes its run over: %s", async (offset) => {
      remote().runbook(
        "  a: { source: { type: say, properties: { word: x, ms: 1000 } } }\n  b: { inputs: [a], process: { type: echo, properties: {} } }\n",
      );
      await remote().worker();
      const began = performance.now();
      const first = remote().start(["run", "--remote=all", "-q"], "main", wrong(offset));
      const ended = finished(first);
      await remote().maker("a");
      first.kill("SIGKILL");
      await ended;
      await database().run("UPDATE wct.runs SET lease_until = clock_timestamp()");
      const dead = performance.now() - began;
      const adopted = await remote().wct(["run", "--adopt", "latest", "-q"]);
      const most = performance.now() - began;
      expect(adopted, adopted.stderr).toMatchObject({ code: 0 });
      const { durationMs, times } = await timesOf();
      expect(durationMs).toBeLessThan(most);
      // The time between both counts.
      expect(durationMs).toBeGreaterThan((most - dead) / 2);
      for (const time of times) expect(time).toBeLessThan(most);
    });
  },
);
