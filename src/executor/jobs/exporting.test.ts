import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ofUnknownOrigin } from "../../testing/component-context.ts";
import { Bench, type MadeArtifact } from "../../testing/worker-bench.ts";

let bench: Bench;
let folder: string;
beforeEach(async () => {
  bench = await Bench.open();
  folder = join(bench.dir, "outputs");
  mkdirSync(folder);
});
afterEach(() => bench.close());

const numbers = () => bench.made({ id: "a", type: "range", config: { count: 3 } });
const request = (type: string, { artifact, message }: MadeArtifact, path = join(folder, "a.txt")) => ({
  home: bench.home("good"),
  type,
  artifact,
  message,
  ...ofUnknownOrigin,
  path,
});

test("an exporter's pieces become a file that only its owner may read", async () => {
  const written = await bench.producer.exportArtifact(request("lines", await numbers()));
  const bytes = readFileSync(join(folder, "a.txt"));
  expect(bytes.toString("utf8").split("\n")).toEqual([
    "numbers 3",
    '{"n":1,"label":"number 1"}',
    '{"n":2,"label":"number 2"}',
    '{"n":3,"label":"number 3"}',
    "",
  ]);
  expect(written).toEqual({ bytes: bytes.length, digest: createHash("sha256").update(bytes).digest("hex") });
  expect(statSync(join(folder, "a.txt")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("an exporter that throws leaves the earlier file as it was, and nothing beside it", async () => {
  writeFileSync(join(folder, "a.txt"), "earlier");
  const exporting = bench.producer.exportArtifact(request("broken_lines", await numbers()));
  await expect(exporting).rejects.toMatchObject({
    code: "WCT_PRODUCE_THREW",
    message: 'exporter "broken_lines" threw RangeError',
  });
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("earlier");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("a folder that is not there is told with the path", async () => {
  const path = join(folder, "absent", "a.txt");
  await expect(bench.producer.exportArtifact(request("lines", await numbers(), path))).rejects.toMatchObject({
    code: "WCT_EXPORT_WRITE_FAILED",
    message: `"${path}" cannot be written: its folder does not exist`,
  });
});

test("an unknown exporter is told", async () => {
  await expect(bench.producer.exportArtifact(request("absent", await numbers()))).rejects.toMatchObject({
    code: "WCT_COMPONENT_UNKNOWN",
  });
});

test("a cancelled export has no file", async () => {
  const signal = AbortSignal.abort();
  const exporting = bench.producer.exportArtifact({ ...request("lines", await numbers()), signal });
  await expect(exporting).rejects.toMatchObject({ code: "WCT_PRODUCE_CANCELLED" });
  expect(readdirSync(folder)).toEqual([]);
});
