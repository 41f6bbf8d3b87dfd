import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId, ArtifactStatus, ExecutionPlan } from "../../domain/index.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import { parseSelection, type Selection, selectableStatuses } from "./parse.ts";
import { printSelection } from "./print.ts";
import { selectArtifacts } from "./select.ts";

const size = 8;
const at = { start: 0, end: 0 };
const stepCounts = fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY);

const selections = fc.letrec<{ readonly any: Selection }>((tie) => {
  const several = fc.array(tie("any"), { minLength: 2, maxLength: 3 });
  const artifact = fc
    .constantFrom("a0", "a1", "a?", "*3", '"a4"')
    .map((written): Selection => ({ kind: "artifact", written, at }));
  return {
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      artifact,
      fc.constantFrom("odd", "e*", '"even"').map((written): Selection => ({ kind: "tag", written, at })),
      fc.constantFrom(...selectableStatuses).map((status): Selection => ({ kind: "status", status, at })),
      fc
        .record({ of: tie("any"), inputs: stepCounts, dependents: stepCounts })
        .filter(({ inputs, dependents }) => inputs + dependents > 0)
        .map((reach): Selection => ({ kind: "reach", ...reach })),
      tie("any").map((of): Selection => ({ kind: "not", of })),
      several.map((of): Selection => ({ kind: "and", of })),
      several.map((of): Selection => ({ kind: "or", of })),
    ),
  };
}).any;

/** Inputs come before what is made from them. */
const plans = fc
  .tuple(
    ...Array.from({ length: size }, (_, index) =>
      fc.subarray([...Array(index).keys()], { maxLength: Math.min(3, index) }),
    ),
  )
  .map((inputs) => samplePlan(inputs, (index) => ({ tags: [index % 2 === 0 ? "even" : "odd"] })));
const statuses = fc.array(fc.constantFrom(...selectableStatuses), { minLength: size, maxLength: size });

const withoutPositions = (selection: Selection): unknown =>
  JSON.parse(
    JSON.stringify(selection, (key, value) => (key === "at" ? undefined : value === Infinity ? "all" : value)),
  );

test("an expression that is written and read again is the same", () => {
  fc.assert(
    fc.property(selections, (selection) => {
      const read = parseSelection({ text: printSelection(selection), option: "--select" });
      expect(withoutPositions(read)).toEqual(withoutPositions(selection));
    }),
    { numRuns: 500, seed: 12 },
  );
});

interface OraclePlan {
  readonly plan: ExecutionPlan;
  readonly status: readonly ArtifactStatus[];
}

/** Decides about one artifact by the definition, without sets. */
function selects(selection: Selection, node: number, world: OraclePlan): boolean {
  const { tags } = world.plan.artifacts[node]!;
  const wildcard = (written: string): RegExp =>
    new RegExp(`^${written.replaceAll('"', "").replace("?", ".").replace("*", ".*")}$`);
  switch (selection.kind) {
    case "artifact":
      return wildcard(selection.written).test(idAt(node));
    case "tag":
      return tags.some((tag) => wildcard(selection.written).test(tag));
    case "status":
      return world.status[node] === selection.status;
    case "not":
      return !selects(selection.of, node, world);
    case "and":
      return selection.of.every((one) => selects(one, node, world));
    case "or":
      return selection.of.some((one) => selects(one, node, world));
    case "reach": {
      const others = world.plan.artifacts.keys().filter((other) => selects(selection.of, other, world));
      return others.some(
        (other) =>
          distance(world.plan, node, other) <= selection.inputs ||
          distance(world.plan, other, node) <= selection.dependents,
      );
    }
  }
}

/** Returns the steps from an artifact to one that is made from it; 0: the same; NaN: it is not made from it. */
function distance(plan: ExecutionPlan, from: number, to: number): number {
  if (from === to) return 0;
  const ways = plan.artifacts[to]!.inputs.map((input) => 1 + distance(plan, from, Number(input.slice(1))));
  const known = ways.filter((way) => !Number.isNaN(way));
  return known.length === 0 ? Number.NaN : Math.min(...known);
}

test("an expression selects the artifacts that its definition names, in the order of the plan", () => {
  fc.assert(
    fc.property(selections, plans, statuses, (selection, plan, status) => {
      const world = { plan, status };
      const expected = [...Array(size).keys()].filter((node) => selects(selection, node, world)).map(idAt);
      const scope = { option: "--select", plan, statusOf: (id: ArtifactId) => status[Number(id.slice(1))]! };
      if (expected.length === 0) {
        expect(() => selectArtifacts(printSelection(selection), scope)).toThrow("this selects no artifact");
      } else expect([...selectArtifacts(printSelection(selection), scope)]).toEqual(expected);
    }),
    { numRuns: 500, seed: 12 },
  );
});

test("10,000 artifacts in a chain are selected by an expression of 10,000 names in linear time", () => {
  const count = 10_000;
  const plan = samplePlan(Array.from({ length: count }, (_, index) => (index === 0 ? [] : [index - 1])));
  const scope = { option: "--select", plan };
  expect(selectArtifacts(plan.artifacts.map(({ id }) => id).join(", "), scope).size).toBe(count);
  expect(selectArtifacts(`+a${count - 1} and a0+ and ${count}+(a5000)+${count}`, scope).size).toBe(count);
});
