import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, SchemaRef } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runStarted } from "../../src/testing/sample-events.ts";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { canMount, type SmallDisk, smallDisk } from "../support/small-disk.ts";

const full = {
  code: 3,
  stdout: "",
  stderr: expect.stringMatching(/^error\[WCT_STORE_WRITE_FAILED\]: .*the disk is full\n hint: free space, .*\n$/),
};

describe.skipIf(!canMount)(`a disk that is full${canMount ? "" : " [needs mount]"}`, () => {
  let project: Project;
  let disk: string;
  let small: SmallDisk;
  let dir: string;

  beforeEach(() => {
    project = makeProject("wct-full-");
    disk = project.path("disk");
    dir = join(disk, "store");
    small = smallDisk(disk, "size=600k");
  });
  afterEach(() => {
    small[Symbol.dispose]();
    project[Symbol.dispose]();
  });

  const cli = (...args: string[]) => runCli([...args, "--store", dir], { cwd: project.dir });
  const list = async () =>
    JSON.parse((await cli("runs", "--json")).stdout).runs.map((run: { status: string }) => run.status);

  const fill = (leave?: number): void => small.fill(leave);
  const free = (): void => small.free();

  test.each([0, 4096, 40_960])("when the store is made, with %d bytes left", async (left) => {
    fill(left);
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject(full);
    free();
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
    expect((await cli("verify")).code).toBe(0);
  });

  test("before the first event of a run", async () => {
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
    fill();
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject(full);
    // Looking needs no space.
    expect(await list()).toEqual(["completed"]);
    expect((await cli("verify")).code).toBe(0);
  });

  test("between two events: the run is interrupted, and what was committed is whole", async () => {
    const store = await openRecordStore({ dir, mode: "write" });
    const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted()), objects: [] });
    let committed = 0;
    const record = async (): Promise<void> => {
      for (;;) {
        const message = store.artifacts.writer();
        message.write([randomBytes(3000).toString("hex")]);
        const object = await message.finish("standard_input:1.0.0" as SchemaRef, {}, { stream: true });
        const events = make(...artifactProduced(`a${committed}` as ArtifactId, object));
        await writer.append({ events, objects: [object] });
        committed += 1;
      }
    };
    await expect(record()).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
    expect(committed).toBeGreaterThan(10);
    // The process may end without having been able to say so.
    await store.close().catch(() => undefined);
    const again = await openRecordStore({ dir, mode: "read" });
    const report = await again.executions.verifyChain(writer.run);
    expect(report).toMatchObject({ events: 1 + 4 * committed, damage: [] });
    for await (const digest of again.artifacts.digests()) expect(await again.artifacts.verify(digest)).toBe("intact");
    await again.close();
  });

  test("while a large object is written: its artifact fails, the record is whole, and nothing is left behind", async () => {
    project.write(
      "texts/large.txt",
      randomBytes(600_000)
        .toString("base64")
        .replaceAll(/(.{80})/g, "$1\n"),
    );
    const { code, stderr, stdout } = await cli("run", "shop.yaml", "-q");
    expect(code).toBe(3);
    expect(stdout + stderr).toContain("the disk is full");
    expect(await list()).toEqual(["failed"]);
    expect((await cli("verify")).code).toBe(0);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
  });

  test("while outputs are written", async () => {
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
    fill();
    const { code, stderr } = await cli("export", "latest", "all", "--format", "json", "-o", join(disk, "out"));
    expect(code).toBe(3);
    expect(stderr).toContain("error[WCT_EXPORT_WRITE_FAILED]");
  });

  test("while it prunes: nothing is pruned, and with space it is", async () => {
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
    fill();
    expect(await cli("runs", "prune", "--yes", "--keep", "0")).toMatchObject(full);
    expect(await list()).toEqual(["completed"]);
    expect((await cli("verify")).code).toBe(0);
    free();
    expect(await cli("runs", "prune", "--yes", "--keep", "0")).toMatchObject({ code: 0 });
    expect(await list()).toEqual([]);
  });

  test("a file system that may only be read: looking works, whatever writes says why it cannot", async () => {
    expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
    small.remount("ro");
    expect(await list()).toEqual(["completed"]);
    expect((await cli("verify")).code).toBe(0);
    expect((await cli("inspect", "latest", "all", "--raw")).stdout).toContain("ada@example.org");
    expect((await cli("runs", "prune", "--raw", "--dry-run")).stdout).toContain("would remove raw content");
    for (const args of [
      ["run", "shop.yaml", "-q"],
      ["runs", "prune", "--yes", "--keep", "0"],
    ]) {
      const { code, stderr } = await cli(...args);
      expect(code).toBe(3);
      expect(stderr).toContain("read-only file system");
      expect(stderr).toContain(" hint: ");
    }
  });
});
