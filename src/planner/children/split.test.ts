import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { PlannedArtifact } from "../../domain/index.ts";
import { planText } from "../../testing/plans/plan-kit.ts";

/** Inputs by artifact; an artifact without inputs is a source. */
type Graph = ReadonlyMap<string, readonly string[]>;

const anyGraph = fc
  .array(fc.array(fc.nat({ max: 30 }), { maxLength: 3 }), { minLength: 2, maxLength: 12 })
  .map((lists): Graph => {
    const inputs = (list: readonly number[], at: number) =>
      at === 0 ? [] : [...new Set(list.map((one) => `a${one % at}`))];
    return new Map(lists.map((list, at) => [`a${at}`, inputs(list, at)]));
  });

/** Which artifacts move into a child, then into a child of that, each time from what is left. */
const anySplits = fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { maxLength: 4 });

type Artifacts = Record<string, unknown>;

const schema = "acme_order:1.2.0";
const made = (inputs: readonly string[]) => (inputs.length === 0 ? { source: { type: "orders" } } : { inputs });

interface Part {
  readonly artifacts: Artifacts;
  readonly files: Readonly<Record<string, string>>;
}

/** Writes a graph as a runbook, in which every split moves some artifacts into a child of the one before. */
function split(graph: Graph, [chosen, ...further]: readonly (readonly boolean[])[], level = 0): Part {
  const moved = new Set([...graph.keys()].filter((_, at) => chosen?.[at] === true));
  if (chosen === undefined || moved.size === 0)
    return { artifacts: Object.fromEntries([...graph].map(([id, inputs]) => [id, made(inputs)])), files: {} };
  const inner = new Map([...graph].filter(([id]) => moved.has(id)));
  const needed = [...new Set([...inner.values()].flat())].filter((id) => !moved.has(id));
  const child = split(inner, further, level + 1);
  const path = `c${level}.yaml`;
  const text = {
    ...{ name: "C", description: "A part" },
    inputs: Object.fromEntries(needed.map((id) => [id, { schema }])),
    outputs: Object.fromEntries([...moved].map((id) => [id, { artifact: id }])),
    artifacts: child.artifacts,
  };
  const same = (ids: Iterable<string>) => Object.fromEntries([...ids].map((id) => [id, id]));
  const include = { path, input_mapping: same(needed), output_mapping: same(moved) };
  const stays = [...graph]
    .filter(([id]) => !moved.has(id))
    .map(([id, inputs]): [string, unknown] => [id, made(inputs)]);
  const including = { ...(needed.length > 0 && { inputs: needed }), child_runbook: include };
  return {
    artifacts: { [`child${level}`]: including, ...Object.fromEntries(stays) },
    files: { ...child.files, [`/here/book/${path}`]: stringify(text) },
  };
}

function planned({ artifacts, files }: Part): readonly PlannedArtifact[] {
  const result = planText(stringify({ name: "R", description: "D", artifacts }), { files });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 1));
  return result.plan.artifacts;
}

const localId = (id: string): string => id.split("/").at(-1) ?? "";

/** Returns how each artifact is made, without those that only pass an output of a child through. */
function madeBy(artifacts: readonly PlannedArtifact[]) {
  const deepest = new Map<string, PlannedArtifact>();
  for (const one of artifacts) {
    const known = deepest.get(localId(one.id));
    if (known === undefined || known.group.length < one.group.length) deepest.set(localId(one.id), one);
  }
  const told = [...deepest].map(([id, { inputs, fingerprint, method }]) => {
    return [id, { inputs: inputs.map(localId), fingerprint: fingerprint.digest, kind: method.kind }] as const;
  });
  return new Map(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test("a runbook that is split into children has the same graph and the same fingerprints", () => {
  fc.assert(
    fc.property(anyGraph, anySplits, (graph, splits) => {
      expect(madeBy(planned(split(graph, splits)))).toEqual(madeBy(planned(split(graph, []))));
    }),
    { seed: 7, numRuns: 60 },
  );
});
