import { diagnostic, listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { RunbookArtifact } from "../../runbook/index.ts";
import type { Planning } from "../context.ts";
import { countProblems } from "../count-problems.ts";
import { componentUse } from "./component-use.ts";
import { bindConfig } from "./config.ts";
import type { Maker, SourcedMethod } from "./maker.ts";

/**
 * Finds the maker of every artifact that names a known component. Reports unknown components and invalid
 * configurations.
 */
export function findMakers(planning: Planning): ReadonlyMap<ArtifactId, Maker> {
  const makers = new Map<ArtifactId, Maker>();
  const bind = createBinder(planning);
  for (const artifact of planning.runbook.artifacts.values()) {
    const maker = makerOf(planning, artifact, bind);
    if (maker !== null) makers.set(artifact.id, maker);
  }
  return makers;
}

function makerOf(
  planning: Planning,
  { method, runsOn = [] }: RunbookArtifact,
  bind: ReturnType<typeof createBinder>,
): Maker | null {
  const { registry, report, labelledTypes } = planning;
  if (method.kind !== "source" && method.kind !== "process") return null;
  const { connectors, processors } = registry;
  const component = method.kind === "source" ? connectors.get(method.type.value) : processors.get(method.type.value);
  const isElsewhere = labelledTypes !== undefined && (runsOn.length > 0 || labelledTypes.has(method.type.value));
  if (component !== undefined) return bind(component, method, isElsewhere);
  if (planning.isRegistryPartial !== true) report(unknownComponent(planning, method));
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

/**
 * Binds configurations to their components. Thousands of artifacts may give one component the same configuration: it is
 * bound once, and they share a maker. A configuration with placeholders or mistakes is bound separately for each
 * artifact.
 */
function createBinder(
  whole: Planning,
): (component: Maker["component"], method: SourcedMethod, isElsewhere: boolean) => Maker {
  const { planning, problems } = countProblems(whole);
  const known = new Map<Maker["component"], Map<string, Maker>>();
  return (component, method, isElsewhere) => {
    const { written, resolved } = method.properties;
    const use = () => componentUse(planning, component, method, isElsewhere);
    const bind = (): Maker => ({ component, written, bound: bindConfig(use()) });
    if (resolved !== written || method.properties.unread.length > 0) return bind();
    const makers = known.get(component) ?? new Map<string, Maker>();
    known.set(component, makers);
    // Paths are relative to the file.
    const text = `${method.type.location.file} ${isElsewhere} ${JSON.stringify(written)}`;
    const found = makers.get(text);
    if (found !== undefined) return found;
    const before = problems();
    const maker = bind();
    if (problems() === before) makers.set(text, maker);
    return maker;
  };
}
