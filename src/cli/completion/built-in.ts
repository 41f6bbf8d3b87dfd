import { runFormats } from "../../app/export/index.ts";
import builtIn from "../../components/index.ts";
import type { CompletionCandidate } from "./candidate.ts";

/**
 * Returns the built-in entries of a list by its name. Loads no plugins and builds no registry, which would double the
 * time.
 */
export function builtInNames(list: string): readonly CompletionCandidate[] {
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

/** Returns the formats of `wct export` that export a whole run. */
export const runFormatNames = (): readonly string[] => [...runFormats.keys()];
