import type { ArtifactId, JsonValue } from "../domain/index.ts";
import { findingRow } from "./report/index.ts";
import type { FindingShape } from "./shapes/diff.ts";

/** A finding of any schema as answers name it: what and where, without evidence. */
export function findingJson(artifact: ArtifactId, schema: string, element: JsonValue): FindingShape {
  const { id, kind, what, place, confidence, score, care } = findingRow(artifact, schema, element);
  return { artifact, id, kind, what, place, confidence, score, care };
}
