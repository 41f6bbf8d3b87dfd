import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { unpackedFrames } from "../support/unpacked.ts";
import { placesOf } from "./needles.ts";
import { filesBelow, Project, spoken } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const planted = "Erika Mustermann-Zwiebel";

const runbook = (config: string, artifact = "") => `name: Retention
description: Raw content that must not stay
${config}
artifacts:
  files:
    source: { type: filesystem, properties: { path: ./data } }
${artifact}
  copy:
    inputs: files
  joined:
    inputs: [files, copy]
`;

const derived = runbook("config: { retain: derived }");
const notThis = runbook("", "    retain: false");

test.each([
  ["config.retain: derived", derived],
  ["retain: false", notThis],
])("with %s no raw content is left, and what is known of it is", async (_, text) => {
  project = new Project({ "runbook.yaml": text, "data/a.txt": `to ${planted}\n`, "data/b.txt": large() });
  const said = project.wct(["run", "runbook.yaml"]);
  expect(said.code).toBe(0);
  expect(placesOf(planted, [...(await project.traces()), ...spoken(said)])).toEqual([]);
  expect(
    filesBelow(project.store)
      .map((file) => unpackedFrames(readFileSync(file)))
      .join("\n"),
  ).not.toContain(planted);
  expect(filesBelow(join(project.store, "spool"))).toEqual([]);
  const meta = JSON.parse(project.wct(["inspect", "latest", "files", "--meta"]).stdout);
  expect(meta).toMatchObject({ kept: false, status: "completed", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(meta.elements).toBeGreaterThan(1);
  expect(meta.summary.files).toBe(2);
  const refused = project.wct(["inspect", "latest", "files"]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("content was not kept");
  expect(project.wct(["verify", "latest"]).code).toBe(0);
});

test("by default raw content is kept, and the run says so", async () => {
  project = new Project({ "runbook.yaml": runbook(""), "data/a.txt": `to ${planted}\n` });
  const said = project.wct(["run", "runbook.yaml"]);
  expect(said.stderr).toContain("raw content of");
  expect(placesOf(planted, await project.traces()).some((place) => place.startsWith("object "))).toBe(true);
});

test("a killed run leaves raw content only under a key that died with it, and the next run removes that", async () => {
  project = new Project({ "runbook.yaml": derived, "data/a.txt": large(8_000_000), "data/b.txt": large(8_000_001) });
  const child = project.start(["run", "runbook.yaml"]);
  const ended = once(child, "exit");
  child.stderr.on("data", (text: Buffer) => {
    if (text.includes("joined  started")) child.kill("SIGKILL");
  });
  await ended;
  const left = filesBelow(join(project.store, "spool"));
  expect(left.length).toBeGreaterThan(0);
  expect(placesOf(planted, await project.traces())).toEqual([]);
  for (const file of left) expect(readsAsPlain(readFileSync(file))).toBe(false);
  const [run] = JSON.parse(project.wct(["runs", "--json"]).stdout).runs;
  expect(run.status).toBe("interrupted");
  for (const name of ["a", "b"]) project.write(`data/${name}.txt`, "little");
  expect(project.wct(["run", "runbook.yaml"]).code).toBe(0);
  expect(left.filter((file) => existsSync(file))).toEqual([]);
  expect(readdirSync(join(project.store, "spool"))).toEqual([]);
});

test("a run that is asked to stop removes its raw content before it ends", async () => {
  project = new Project({ "runbook.yaml": derived, "data/a.txt": large(8_000_000), "data/b.txt": large(8_000_001) });
  const child = project.start(["run", "runbook.yaml"]);
  const ended = once(child, "exit");
  child.stderr.on("data", (text: Buffer) => {
    if (text.includes("joined  started")) child.kill("SIGTERM");
  });
  expect((await ended)[0]).toBe(143);
  expect(filesBelow(join(project.store, "spool"))).toEqual([]);
  expect(placesOf(planted, await project.traces())).toEqual([]);
});

function large(atLeast = 300_000): string {
  const lines: string[] = [];
  for (let i = 0, length = 0; length < atLeast; i += 1) {
    const line = `${i} ${planted} ${(i * 2_654_435_761) % 4_294_967_296}`;
    lines.push(line);
    length += line.length;
  }
  return lines.join("\n");
}

/** Cipher text does not compress and holds no zstd frame. */
function readsAsPlain(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])) || bytes.includes(Buffer.from("standard_input"));
}
