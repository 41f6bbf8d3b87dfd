import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { JsonObject } from "../../../src/domain/index.ts";
import { runCli } from "../../support/cli.ts";
import { type BundleParts, putTogether, storedObject, takeApart } from "../../support/forged-bundles.ts";
import { makeProject, type Project } from "../../support/project.ts";
import { hostileNumbers, mutateJson } from "../hostile-json.ts";
import type { Random } from "../random.ts";
import type { Attempt, Suite } from "../suite.ts";

const file = "forged.wctrun";
/** What reads a bundle without a terminal and ends by itself. */
const looks: readonly (readonly string[])[] = [
  ["verify", file],
  ["inspect", file],
  ["inspect", file, "all", "--json"],
  ["inspect", file, "texts", "--meta"],
  ["timeline", file],
  ["visualise", "--run", file],
  ["runs", "show", file, "--json"],
  ["check", file, "--expect", "completed"],
  ["replay", file],
];
/** An attack is made of small things; a machine that does much else is slow. */
const secondsAtMost = 60;
const bytesAtMost = 1.5e9;

/** Bundles in which anything was changed by somebody who makes every hash fit again, or does not. */
export const forgedBundles: Suite = {
  name: "forged-bundles",
  promise: "a bundle that was changed in any way is refused with a code, in little time and memory, or does no harm",
  attacks: 25,
  async start() {
    const project = makeProject("wct-forged-");
    await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
    await runCli(["runs", "export", "latest", "whole.wctrun", "--with-raw"], { cwd: project.dir });
    const whole = readFileSync(project.path("whole.wctrun"));
    return {
      attack: (attempt) => attack(project, whole, attempt),
      end: () => project[Symbol.dispose](),
    };
  },
};

type Forger = (whole: Whole, attempt: Attempt) => Buffer | Promise<Buffer>;

interface Whole {
  readonly bytes: Buffer;
  /** Its parts, to be changed in place. */
  readonly parts: BundleParts;
}

const forgers: Readonly<Record<string, Forger>> = {
  bytes: changeBytes,
  header: changeHeader,
  ends: changeEnds,
  event: ({ parts }, { random, note }) => {
    note(mutateJson({ events: parts.events }, random));
    return putTogether(parts);
  },
  number: ({ parts }, { random, note }) => {
    const lines = parts.events.map((event) => JSON.stringify(event));
    const at = random.integer(0, lines.length - 1);
    const places = [...(lines[at] ?? "").matchAll(/(?<=[:,[])-?\d[\d.e+-]*(?=[,\]}])/g)];
    const place = random.pick(places);
    const other = random.pick(hostileNumbers);
    note(`in event ${at + 1} the number at ${place.index} became ${other}`);
    lines[at] =
      (lines[at] ?? "").slice(0, place.index) + other + (lines[at] ?? "").slice(place.index + place[0].length);
    return putTogether(parts, lines);
  },
  order: ({ parts }, { random, note }) => {
    note("the events stand in another order, or some of them twice");
    const events = random.chance(0.5) ? random.shuffled(parts.events) : [...parts.events, ...parts.events.slice(-3)];
    const numbered = events.map((event, at): JsonObject => ({ ...event, seq: at + 1 }));
    return putTogether({ ...parts, events: [...numbered] });
  },
  plan: ({ parts }, { random, note }) => {
    for (let left = random.integer(1, 3); left > 0; left--) note(mutateJson(parts.plan, random));
    return putTogether(parts);
  },
  "many artifacts": ({ parts }, { random, note }) => {
    const rows = parts.plan["artifacts"];
    if (!Array.isArray(rows)) throw new Error("a stored plan has a list of artifacts");
    const count = random.pick([2, 1000, 120_000]);
    note(`the plan and the first event tell of ${count} more artifacts`);
    const [first] = rows;
    const more = Array.from({ length: count }, (_, at) => ({ ...(first as JsonObject), id: `more${at}` }));
    parts.events[0] = { ...parts.events[0], artifacts: rows.length + count };
    return putTogether({ ...parts, plan: { ...parts.plan, artifacts: [...rows, ...more] } });
  },
  bomb: makeBomb,
};

async function attack(project: Project, bytes: Buffer, attempt: Attempt): Promise<void> {
  const { random, note } = attempt;
  const kind = random.pick(Object.keys(forgers));
  note(`kind: ${kind}`);
  const parts = await takeApart(project.path("whole.wctrun"));
  const forged = (await forgers[kind]?.({ bytes, parts }, attempt)) ?? bytes;
  writeFileSync(project.path(file), forged);
  try {
    for (const command of [...random.shuffled(looks).slice(0, 3), ["runs", "import", file, "--store", "other"]]) {
      const code = await answer(project, command, attempt);
      if (command[0] === "runs" && command[1] === "import" && code === 0) await expectSound(project, attempt);
    }
  } finally {
    for (const name of [file, "other"]) rmSync(project.path(name), { recursive: true, force: true });
  }
}

/** Whatever it finds, it works or says why not, soon and without much memory. */
async function answer(project: Project, command: readonly string[], { note }: Attempt): Promise<number> {
  const memory = process.memoryUsage().rss;
  const started = process.cpuUsage();
  const { code, stdout, stderr } = await runCli(command, { cwd: project.dir });
  const { user, system } = process.cpuUsage(started);
  note(`wct ${command.join(" ")}: exit ${code} ${stderr.split("\n")[0]}`);
  expect(stderr).not.toMatch(/WCT_INTERNAL|\n {4}at /);
  expect([0, 1, 2, 3]).toContain(code);
  if (code !== 0) expect(stdout + stderr).toMatch(/WCT_[A-Z_]+|damaged|failed/);
  expect((user + system) / 1e6).toBeLessThan(secondsAtMost);
  expect(process.memoryUsage().rss - memory).toBeLessThan(bytesAtMost);
  return code;
}

/** What was taken in is a record like any other. */
async function expectSound(project: Project, attempt: Attempt): Promise<void> {
  for (const command of [["verify"], ["inspect", "latest"], ["timeline", "latest"], ["runs"]]) {
    expect(await answer(project, [...command, "--store", "other"], attempt)).toBe(0);
  }
}

function changeBytes({ bytes }: Whole, { random, note }: Attempt): Buffer {
  const at = random.integer(0, bytes.length - 1);
  const length = random.pick([1, 1, 4, 64, 1000]);
  const means = random.pick(["change", "cut", "insert", "end"] as const);
  note(`${means} ${length} bytes at ${at}`);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + length))];
  switch (means) {
    case "change":
      return hashed(Buffer.concat([before, random.bytes(bytes.length - before.length - after.length), after]), random);
    case "cut":
      return hashed(Buffer.concat([before, after]), random);
    case "insert":
      return hashed(Buffer.concat([before, random.bytes(length), bytes.subarray(at)]), random);
    case "end":
      return before;
  }
}

/** With a hash that fits, in one case of two. */
function hashed(bytes: Buffer, random: Random): Buffer {
  if (bytes.length < 56 || random.chance(0.5)) return bytes;
  const sum = createHash("sha256").update(bytes.subarray(0, -40)).digest();
  return Buffer.concat([bytes.subarray(0, -40), sum, bytes.subarray(-8)]);
}

function changeHeader({ bytes }: Whole, { random, note }: Attempt): Buffer {
  const length = bytes.readUInt32LE(8);
  const header: JsonObject = JSON.parse(bytes.toString("utf8", 12, 12 + length));
  note(mutateJson({ header }, random));
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.from(bytes.subarray(0, 12));
  start.writeUInt32LE(json.length, 8);
  const whole = Buffer.concat([start, json, bytes.subarray(12 + length)]);
  // Everything behind the header moves, so that what says where it is has to.
  const footer = whole.length - 56;
  const index = bytes.readUIntLE(bytes.length - 56, 6) + json.length - length;
  whole.writeUIntLE(index, footer, 6);
  for (let at = index; at + 44 <= footer; at += 44) {
    whole.writeUIntLE(whole.readUIntLE(at + 32, 6) + json.length - length, at + 32, 6);
  }
  return hashed(whole, random);
}

/** The index and the footer: places, lengths and counts. */
function changeEnds({ bytes }: Whole, { random, note }: Attempt): Buffer {
  const changed = Buffer.from(bytes);
  const index = bytes.readUIntLE(bytes.length - 56, 6);
  const at = random.integer(index, bytes.length - 41);
  const value = random.pick([0, 1, 0x7f, 0xff]);
  note(`the byte at ${at} of the index or footer became ${value}`);
  changed[at] = value;
  return hashed(changed, random);
}

/** Content that takes much more room than its file, stated by the events or not. */
async function makeBomb({ parts }: Whole, { random, note }: Attempt): Promise<Buffer> {
  const megabytes = random.pick([4, 64]);
  const isStated = random.chance(0.5);
  note(`an artifact of ${megabytes} MB of nothing, its size ${isStated ? "stated" : "not stated"}`);
  const line = { id: "x", kind: "text", content: " ".repeat(100_000), locator: { kind: "file", path: "a" } };
  const batches = Array.from({ length: megabytes * 10 }, () => [line]);
  const object = await storedObject("standard_input:1.0.0", { name: "n" }, batches);
  for (const event of parts.events) {
    const message = event["message"];
    if (event["artifact"] !== "texts" || typeof message !== "object" || message === null) continue;
    const stated = isStated ? { bytes: object.bytes, elements: object.elements } : {};
    Object.assign(message, { digest: object.digest }, stated);
  }
  const copy = { ...parts.copy, objects: [...parts.copy.objects, object] };
  return await putTogether({ ...parts, copy });
}
