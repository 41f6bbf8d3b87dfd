import type { ArtifactId } from "../domain/index.ts";
import type { Binding, Bindings, NamedValue } from "./binding.ts";
import type { Planning } from "./context.ts";
import type { Maker } from "./maker.ts";

/** Shorter values of ordinary variables are too common as words to be replaced. */
const minimumLength = 6;

/** What makes each artifact, and the values that must not be recorded, by variable in order of appearance. */
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
    environmentValues: valuesOf(planning, others).filter(({ value }) => value.length >= minimumLength),
  };
}

function substituted({ runbook }: Planning): readonly string[] {
  return [...runbook.artifacts.values()].flatMap(({ method }) => {
    if (method.kind !== "source" && method.kind !== "process") return [];
    return method.properties.placeholders.filter((one) => !one.usedDefault).map((one) => one.variable);
  });
}

function valuesOf({ env }: Planning, names: Iterable<string>): readonly NamedValue[] {
  return [...names].flatMap((name) => {
    const value = env.get(name);
    return value === undefined || value === "" ? [] : [{ name, value }];
  });
}
