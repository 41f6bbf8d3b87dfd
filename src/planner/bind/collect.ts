import { type ArtifactId, type NamedValue, shortestReplacedValue } from "../../domain/index.ts";
import type { Planning } from "../context.ts";
import type { Binding, Bindings } from "./binding.ts";
import type { Maker } from "./maker.ts";

/**
 * Collects the binding of each artifact, and the values that must not be recorded, by variable in order of appearance.
 */
export function collectBindings(planning: Planning, makers: ReadonlyMap<ArtifactId, Maker>): Bindings {
  const components = new Map<ArtifactId, Binding>();
  const secrets = new Set(planning.runbook.config.secrets);
  for (const [id, { component, bound }] of makers) {
    components.set(id, { home: component.home, type: component.type, config: bound.config });
    for (const name of bound.secrets) secrets.add(name);
  }
  const others = new Set(substituted(planning).filter((name) => !secrets.has(name)));
  return {
    components,
    secretValues: valuesOf(planning, secrets),
    environmentValues: valuesOf(planning, others).filter(({ value }) => value.length >= shortestReplacedValue),
  };
}

function substituted({ runbook }: Planning): readonly string[] {
  const inProperties = [...runbook.artifacts.values()].flatMap(({ method }) => {
    if (method.kind !== "source" && method.kind !== "process") return [];
    return method.properties.placeholders.filter((one) => !one.usedDefault).map((one) => one.variable);
  });
  // A folder of template_paths is part of the file names in a plan.
  return [...inProperties, ...runbook.config.pathVariables];
}

function valuesOf({ env }: Planning, names: Iterable<string>): readonly NamedValue[] {
  return [...names].flatMap((name) => {
    const value = env.get(name);
    return value === undefined || value === "" ? [] : [{ name, value }];
  });
}
