import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { DebugSession } from "../../debug/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { nestedPlan } from "../../testing/plans/nested-plan.ts";
import { clientFormat, RequestArguments } from "../protocol/index.ts";
import { RunbookSources } from "./runbook-sources.ts";
import { stackFrames } from "./stack-frames.ts";
import { SessionThreads } from "./threads.ts";

const plan = nestedPlan();
const dir = mkdtempSync(join(tmpdir(), "wct-sources-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** Writes a runbook whose lines have no meaning: the plan says where its artifacts are. */
function runbook(shown: string, isChanged = false) {
  const path = join(dir, shown);
  const text = `${"x:\n".repeat(20)}# ${shown}\n`;
  writeFileSync(path, text);
  return { shown, path, text, isChanged };
}

const shop = runbook("shop.yaml");
const children = [runbook("pass.yaml"), runbook("mask.yaml")];
const sources = new RunbookSources(plan, { ...shop, children });
const format = clientFormat(new RequestArguments("initialize", {}));
const sourceArguments = (source: object) => new RequestArguments("source", { ...source });

/** The frames of an artifact at which a session stands, as `NAME FILE:LINE`. */
function framesAt(artifact: string): readonly string[] {
  const threads = new SessionThreads(plan);
  const point = { artifact: artifact as ArtifactId, side: "before", attempt: 1, seq: 1 };
  const session = { kind: "live", plan, held: [], position: { point, isPresent: true } } as unknown as DebugSession;
  const frames = stackFrames({ session, threads, sources, format }, threads.idOf(point.artifact));
  return frames.map(({ name, source, line }) => `${name} ${source?.name}:${line}`);
}

describe("the stack of an artifact", () => {
  test("outside child runbooks is the artifact and the runbook", () => {
    expect(framesAt("texts")).toEqual(["texts (before) shop.yaml:4", "Sample shop.yaml:1"]);
  });

  test("has the line of an including artifact that names its outputs with a mapping", () => {
    const path = join(dir, "mapped.yaml");
    const text = "artifacts:\n  texts:\n  both:\n    child_runbook:\n      output_mapping:\n        found: findings\n";
    writeFileSync(path, text);
    const mapped = nestedPlan().artifacts.map((one) => {
      if (one.id === "findings") return { ...one, location: { ...one.location, line: 6 } };
      return { ...one, group: one.group.map((name) => (name === "findings" ? "both" : name)) };
    });
    const book = new RunbookSources({ artifacts: mapped }, { ...shop, path, text, children });
    expect(book.placeOf("both" as ArtifactId)).toMatchObject({ text: book.main, at: { line: 3, column: 3 } });
  });

  test("in a child of a child has the including artifacts, each in the file where it is written", () => {
    expect(framesAt("findings/mask/hide")).toEqual([
      "findings/mask/hide (before) mask.yaml:6",
      "findings/mask (child runbook) pass.yaml:9",
      "findings (child runbook) shop.yaml:6",
      "Sample shop.yaml:1",
    ]);
  });
});

describe("the runbooks of a session", () => {
  test("have the lines of their own artifacts; a line of a child names each of its inclusions", () => {
    const named = sources.named(sourceArguments({ path: join(dir, "pass.yaml") }), format);
    expect("lines" in named && named.lines.at(6)?.artifacts).toEqual(["findings/detect", "again/detect"]);
    expect("lines" in named && named.lines.at(9)?.artifacts).toEqual(["findings/mask"]);
    expect(sources.main.lines.artifacts.map(({ line }) => line)).toEqual([4, 6, 11, 16]);
  });

  test("are all that breakpoints can be set in", () => {
    const other = sources.named(sourceArguments({ path: join(dir, "other.yaml") }), format);
    expect(other).toEqual({
      refusal: 'this session debugs "shop.yaml", "pass.yaml" and "mask.yaml"; set the breakpoint there',
    });
  });

  test("are served from the record by number where a file has changed", () => {
    const changed = { ...children[0]!, isChanged: true };
    const recorded = new RunbookSources(plan, { ...shop, children: [changed, children[1]!] });
    const [first, second, third] = recorded.shown(format);
    expect([first?.path, second?.sourceReference, third?.path]).toEqual([shop.path, 2, children[1]!.path]);
    expect(recorded.recorded(new RequestArguments("source", { sourceReference: 2 }))).toBe(changed.text);
    expect("lines" in recorded.named(sourceArguments({ sourceReference: 2 }), format)).toBe(true);
    expect(recorded.named(sourceArguments({ path: changed.path }), format)).toMatchObject({
      refusal: expect.stringContaining('"pass.yaml" has changed since the run was recorded'),
    });
    expect(() => recorded.recorded(new RequestArguments("source", { sourceReference: 4 }))).toThrow(
      "there is no source 4",
    );
  });
});
