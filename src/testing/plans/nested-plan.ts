import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import { idAt, samplePlan } from "../sample-plan.ts";

interface NestedArtifact {
  readonly id: string;
  readonly inputs?: readonly string[];
  /** `FILE:LINE` of its key. */
  readonly at: string;
}

const artifacts: readonly NestedArtifact[] = [
  { id: "texts", at: "shop.yaml:4" },
  { id: "findings/detect", inputs: ["texts"], at: "pass.yaml:6" },
  { id: "findings/mask/hide", inputs: ["findings/detect"], at: "mask.yaml:6" },
  { id: "findings/mask", inputs: ["findings/mask/hide"], at: "pass.yaml:9" },
  { id: "findings/log", inputs: ["findings/detect"], at: "pass.yaml:14" },
  { id: "findings", inputs: ["findings/mask"], at: "shop.yaml:6" },
  { id: "again/detect", inputs: ["findings"], at: "pass.yaml:6" },
  { id: "again", inputs: ["again/detect"], at: "shop.yaml:11" },
  { id: "record", inputs: ["again"], at: "shop.yaml:16" },
];

/**
 * Makes a plan with child runbooks: `findings` includes one with a child of its own, `findings/mask`; `again` includes
 * the same file. An including artifact passes through what its child makes. `again`: what the child of `again` takes.
 */
export function nestedPlan({ again = "findings" }: { readonly again?: string } = {}): ExecutionPlan {
  const written = artifacts.map((one) => (one.id === "again/detect" ? { ...one, inputs: [again] } : one));
  const places = new Map(written.map(({ id }, place) => [id, place]));
  const plan = samplePlan(written.map(({ inputs = [] }) => inputs.map((id) => places.get(id)!)));
  const renamed = new Map(written.map(({ id }, place) => [idAt(place), id as ArtifactId]));
  return { ...plan, artifacts: plan.artifacts.map((one, place) => nested(one, written[place]!, renamed)) };
}

function nested(
  one: PlannedArtifact,
  { id, at }: NestedArtifact,
  renamed: ReadonlyMap<ArtifactId, ArtifactId>,
): PlannedArtifact {
  const [file = "", written] = at.split(":");
  const line = Number(written);
  const inputs = one.inputs.map((input) => renamed.get(input)!);
  const includes = artifacts.some((other) => other.id.startsWith(`${id}/`));
  return {
    ...one,
    id: id as ArtifactId,
    inputs,
    group: id.split("/").slice(0, -1),
    location: { ...one.location, file, line, endLine: line },
    method: includes ? { kind: "pass-through" } : withInputs(one.method, inputs),
  };
}

function withInputs(method: PlannedArtifact["method"], inputs: readonly ArtifactId[]): PlannedArtifact["method"] {
  if (method.kind !== "process") return method;
  return { ...method, groups: method.groups.map((group) => ({ ...group, artifacts: inputs })) };
}
