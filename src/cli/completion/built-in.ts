import { builtInRegistry } from "../wiring/registry.ts";
import type { Candidate } from "./candidate.ts";

/** What comes with wct, by the name of its list; plugins are not loaded for a completion. */
export function builtInNames(kind: string): readonly Candidate[] {
  const registry = builtInRegistry();
  const typed = (all: ReadonlyMap<string, { readonly definition: { readonly description: string } }>) =>
    [...all].map(([value, { definition }]) => ({ value, about: definition.description }));
  const described = (all: ReadonlyMap<string, { readonly description: string }>) =>
    [...all].map(([value, { description }]) => ({ value, about: description }));
  switch (kind) {
    case "connectors":
      return typed(registry.connectors);
    case "processors":
      return typed(registry.processors);
    case "exporters":
      return typed(registry.exporters);
    case "rulesets":
      return described(registry.rulesets);
    case "schemas":
      return described(registry.schemas);
    default:
      return [];
  }
}
