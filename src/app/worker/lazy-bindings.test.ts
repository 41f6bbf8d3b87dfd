import { expect, test } from "vitest";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import type { ComponentBinding } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { RecordedBinding } from "../replay/index.ts";
import { LazyBindings } from "./lazy-bindings.ts";

const source = (id: string, config: object, type = "threaded"): PlannedArtifact =>
  ({ id, config, method: { kind: "source", component: { kind: "connector", type } } }) as unknown as PlannedArtifact;

const registry = {
  connectors: new Map([
    ["threaded", { home: {} }],
    ["apart", { home: { process: { read: [] } } }],
  ]),
  processors: new Map(),
} as unknown as Registry;

/** Returns bindings whose binder notes which artifacts it binds together. */
function rig() {
  const together: string[][] = [];
  const bindings = new LazyBindings(
    {
      bind: async (artifacts) => {
        together.push(artifacts.map(({ id }) => id));
        await Promise.resolve();
        const ids = artifacts.map(({ id }) => id);
        return {
          components: new Map(ids.map((id) => [id, { type: id } as unknown as ComponentBinding])),
          artifacts: new Map(ids.map((id) => [id, { unset: [] as readonly string[] } as RecordedBinding])),
          confidential: { secrets: [], environment: [] },
        };
      },
    },
    (binding) => ({ ...binding, type: `placed ${binding.type}` }),
  );
  return { bindings, together };
}

const artifacts = [
  source("plain", { path: "a.csv" }),
  source("secret", { password: "${TOKEN}" }),
  source("apart", {}, "apart"),
  source("other", { limit: 3 }),
  { id: "joined", config: {}, method: { kind: "pass-through" } } as unknown as PlannedArtifact,
];
const plan = { artifacts } as unknown as ExecutionPlan;

test("artifacts with variables, and those of plugins in processes, are bound at once", async () => {
  const { bindings, together } = rig();
  await bindings.begin(plan, registry);
  expect(together).toEqual([["secret", "apart"]]);
});

test("the others are bound once when a job asks for them, together with those that are asked for meanwhile", async () => {
  const { bindings, together } = rig();
  await bindings.begin(plan, registry);
  const [plain, , , other] = artifacts as [PlannedArtifact, PlannedArtifact, PlannedArtifact, PlannedArtifact];
  await Promise.all([bindings.of(plain), bindings.of(other), bindings.of(plain)]);
  await bindings.of(plain);
  expect(together.slice(1)).toEqual([["plain", "other"]]);
  expect(bindings.components.get("plain" as ArtifactId)?.type).toBe("placed plain");
});
