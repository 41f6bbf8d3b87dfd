import { bindConfig } from "./bind-config.ts";
import { componentUse } from "./component-use.ts";
import type { Planning } from "./context.ts";
import type { Maker, SourcedMethod } from "./maker.ts";
import { watched } from "./watched.ts";

/**
 * Binds configurations to their components. Thousands of artifacts may give one component the same configuration: it
 * is bound once, and they share a maker. One with placeholders, or with something wrong, is bound for each of them.
 */
export function createBinder(whole: Planning): (component: Maker["component"], method: SourcedMethod) => Maker {
  const { planning, problems } = watched(whole);
  const known = new Map<Maker["component"], Map<string, Maker>>();
  return (component, method) => {
    const { written, resolved } = method.properties;
    const bind = (): Maker => ({ component, written, bound: bindConfig(componentUse(planning, component, method)) });
    if (resolved !== written) return bind();
    const makers = known.get(component) ?? new Map<string, Maker>();
    known.set(component, makers);
    const text = JSON.stringify(written);
    const found = makers.get(text);
    if (found !== undefined) return found;
    const before = problems();
    const maker = bind();
    if (problems() === before) makers.set(text, maker);
    return maker;
  };
}
