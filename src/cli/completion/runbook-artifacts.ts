import { listArtifacts } from "../../app/plan/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { type RunbookArtifact, showConfigPath } from "../../runbook/index.ts";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";
import { tagsOf } from "./tags.ts";

/** Returns `ID=` for each artifact of a runbook file, also of one with mistakes. */
export function runbookArtifacts(io: Io, file: string): readonly CompletionCandidate[] {
  return listArtifacts(io, file).map((artifact) => ({ value: `${artifact.id}=`, about: aboutOf(artifact) }));
}

/** Returns `ID.config.PATH=` for each value in the configurations of a runbook file, then `ID.config.` for the others. */
export function configValues(io: Io, file: string): readonly CompletionCandidate[] {
  return listArtifacts(io, file).flatMap((artifact) => {
    const { method, id } = artifact;
    if (method.kind !== "source" && method.kind !== "process") return [];
    const named = pathsIn(method.properties.written).map((path) => `${id}.config.${path}=`);
    return [...named, `${id}.config.`].map((value) => ({ value, about: aboutOf(artifact) }));
  });
}

/** Returns `tag:NAME` for each tag of a runbook file. */
export function runbookTags(io: Io, file: string): readonly CompletionCandidate[] {
  return tagsOf(listArtifacts(io, file));
}

const aboutOf = ({ name, description }: RunbookArtifact): string => name ?? description ?? "";

/** Returns the paths of the values of a configuration that are not mappings. */
function pathsIn(config: JsonObject): readonly string[] {
  const walk = (value: JsonValue, path: readonly string[]): readonly string[] =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([key, below]) => walk(below, [...path, key]))
      : [showConfigPath(path)];
  return walk(config, []);
}
