import { diagnostic, listNames, nearest } from "../diagnostics/index.ts";
import type { ArtifactId } from "../domain/index.ts";
import type { RunbookArtifact } from "../runbook/index.ts";
import { createBinder } from "./bind-once.ts";
import type { Planning } from "./context.ts";
import type { Maker, SourcedMethod } from "./maker.ts";

/** The maker of every artifact that needs one and names a known one; reports the rest, and wrong configurations. */
export function findMakers(planning: Planning): ReadonlyMap<ArtifactId, Maker> {
  const makers = new Map<ArtifactId, Maker>();
  const bind = createBinder(planning);
  for (const artifact of planning.runbook.artifacts.values()) {
    const maker = makerOf(planning, artifact, bind);
    if (maker !== null) makers.set(artifact.id, maker);
  }
  return makers;
}

function makerOf(planning: Planning, { method }: RunbookArtifact, bind: ReturnType<typeof createBinder>): Maker | null {
  const { registry, report } = planning;
  if (method.kind === "pass-through" || method.kind === "reuse") return null;
  const { connectors, processors } = registry;
  const component = method.kind === "source" ? connectors.get(method.type.value) : processors.get(method.type.value);
  if (component !== undefined) return bind(component, method);
  report(unknownComponent(planning, method));
  return null;
}

function unknownComponent({ registry: { connectors, processors } }: Planning, method: SourcedMethod) {
  const isSource = method.kind === "source";
  const word = isSource ? "connector" : "processor";
  const known = [...(isSource ? connectors : processors).keys()];
  const { value, location } = method.type;
  const isOther = (isSource ? processors : connectors).has(value);
  const near = nearest(value, known);
  const list = known.length === 0 ? `load a plugin that has it` : `choose one of ${listNames(known, 12)}`;
  return diagnostic("WCT_COMPONENT_UNKNOWN", {
    message: isOther
      ? `"${value}" is a ${isSource ? "processor" : "connector"}, not a ${word}`
      : `there is no ${word} "${value}"`,
    hint: isOther
      ? `use it under "${isSource ? "process" : "source"}"`
      : near === undefined
        ? list
        : `write "${near}"; or ${list}`,
    location,
  });
}
