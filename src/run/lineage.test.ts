import { expect, test } from "vitest";
import type { ArtifactId, RunId } from "../domain/index.ts";
import { type MadeUp, madeUpRun } from "../testing/runs/recorded-run.ts";
import { someDigest } from "../testing/sample-events.ts";
import { foldEvents } from "./fold.ts";
import { type LineageNode, type LineageRun, lineageOf } from "./lineage.ts";

/** Returns a run with this name. Executed artifacts read the inputs in the plan. */
function run(name: string, artifacts: readonly MadeUp[], { plan = true } = {}): LineageRun {
  const made = madeUpRun(artifacts, 99);
  const events = made.events.map((event) => {
    if (event.type !== "artifact.started") return event;
    const inputs = made.plan.artifacts.find(({ id }) => id === event.artifact)?.inputs ?? [];
    return { ...event, inputs: inputs.map((artifact) => ({ artifact, digest: someDigest })) };
  });
  return { run: name as RunId, state: foldEvents(events), plan: plan ? made.plan : null };
}

const diamond: readonly MadeUp[] = [
  { id: "root", start: 0, seconds: 1 },
  { id: "left", inputs: ["root"], start: 1, seconds: 1 },
  { id: "right", inputs: ["root"], start: 1, seconds: 1 },
  { id: "join", inputs: ["left", "right"], start: 2, seconds: 1 },
  { id: "end", inputs: ["join"], start: 3, seconds: 1 },
];

/** Formats a tree as `join(left(root) right(root*))`: children in brackets, and a star if they are shown elsewhere. */
const shape = (nodes: readonly LineageNode[]): string =>
  nodes
    .map(({ artifact, children, isRepeated }) => {
      const below = children.length === 0 ? "" : `(${shape(children)})`;
      return `${artifact}${isRepeated ? "*" : ""}${below}`;
    })
    .join(" ");

test("both directions are followed, and what is reached twice is followed once", () => {
  const one = run("run_1", diamond);
  const of = (id: string) => lineageOf(one, id as ArtifactId, []);
  expect(shape(of("end").madeFrom)).toBe("join(left(root) right(root))");
  expect(shape(of("root").madeInto)).toBe("left(join(end)) right(join*)");
  expect([shape(of("root").madeFrom), shape(of("end").madeInto)]).toEqual(["", ""]);
});

test("a graph of many diamonds on top of each other gives a tree of its own size", () => {
  const layers = Array.from({ length: 40 }, (_, i): readonly MadeUp[] => {
    const inputs = i === 0 ? [] : [`a${i - 1}`, `b${i - 1}`];
    return ["a", "b"].map((name) => ({ id: `${name}${i}`, inputs, start: i, seconds: 1 }));
  });
  const one = run("run_1", layers.flat());
  const size = (nodes: readonly LineageNode[]): number => nodes.reduce((sum, node) => sum + 1 + size(node.children), 0);
  expect(size(lineageOf(one, "a39" as ArtifactId, []).madeFrom)).toBeLessThan(160);
  expect(size(lineageOf(one, "a0" as ArtifactId, []).madeInto)).toBeLessThan(160);
});

test("a chain is followed as far as anyone reads, and says where it goes on", () => {
  const chain = Array.from(
    { length: 5000 },
    (_, i): MadeUp => ({ id: `a${i}`, inputs: i === 0 ? [] : [`a${i - 1}`], start: i / 100, seconds: 0.01 }),
  );
  const one = run("run_1", chain);
  const depth = (nodes: readonly LineageNode[]): readonly [number, boolean] => {
    const [node] = nodes;
    if (node === undefined) return [0, false];
    const [below, isCut] = depth(node.children);
    return [below + 1, isCut || node.isCut];
  };
  const of = (id: string) => lineageOf(one, id as ArtifactId, []);
  expect(depth(of("a4999").madeFrom)).toEqual([500, true]);
  expect(depth(of("a0").madeInto)).toEqual([500, true]);
  expect(depth(of("a500").madeFrom)).toEqual([500, false]);
  expect(depth(of("a4499").madeInto)).toEqual([500, false]);
});

test("what did not execute has the place that the plan gives it", () => {
  const one = run("run_1", [
    { id: "broken", start: 0, seconds: 1, ends: "failed" },
    { id: "after", inputs: ["broken"], start: null, ends: "skipped" },
  ]);
  const { artifact, madeFrom } = lineageOf(one, "after" as ArtifactId, []);
  expect([artifact.status, artifact.digest, madeFrom[0]?.status]).toEqual(["skipped", null, "failed"]);
});

test("other runs with the same content are found without their plans, with what was made from it there", () => {
  const one = run("run_2", diamond);
  const others = [run("run_3", diamond.slice(0, 3), { plan: false }), run("run_1", diamond, { plan: false })];
  const { elsewhere, artifact } = lineageOf(one, "root" as ArtifactId, others);
  const equal = elsewhere.filter((node) => node.artifact === "root");
  expect(equal.map((node) => [node.run, node.link, node.digest])).toEqual([
    ["run_3", "equal", artifact.digest],
    ["run_1", "equal", artifact.digest],
  ]);
  expect(equal.map((node) => shape(node.children))).toEqual(["left right", "left(join(end)) right(join*)"]);
});
