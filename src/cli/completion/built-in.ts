import builtIn from "../../components/index.ts";
import type { Candidate } from "./candidate.ts";

/**
 * What comes with wct, by the name of its list. Plugins are not loaded for a completion, and no registry is made, which
 * would take as long again.
 */
export function builtInNames(list: string): readonly Candidate[] {
  switch (list) {
    case "connectors":
    case "processors":
    case "exporters":
      return builtIn.components
        .filter(({ kind }) => `${kind}s` === list)
        .map(({ type, description }) => ({ value: type, about: description }));
    case "rulesets":
      return builtIn.rulesets.map(({ uri, description }) => ({ value: uri, about: description }));
    case "schemas":
      return builtIn.schemas.map(({ ref, description }) => ({ value: ref, about: description }));
    default:
      return [];
  }
}
