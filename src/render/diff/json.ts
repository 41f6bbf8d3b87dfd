import type { Cause, InspectionRow } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { DiffShape } from "../shapes/index.ts";
import { type ComparedArtifact, type DiffView, isDifferent } from "./model.ts";
import { causeText, codeOf } from "./words.ts";

type ArtifactJson = DiffShape["artifacts"][number];

/** Returns `{ apiVersion, kind: "Diff", ... }`; every key is always present. */
export function diffJson(view: DiffView): DiffShape {
  return {
    apiVersion,
    kind: "Diff",
    before: runHeaderJson(view.before),
    after: runHeaderJson(view.after),
    different: isDifferent(view),
    artifacts: view.artifacts.map(artifactJson),
  };
}

function artifactJson({ difference, content, contentMissing, config }: ComparedArtifact): ArtifactJson {
  return {
    id: difference.id,
    change: difference.change,
    before: sideJson(difference.before),
    after: sideJson(difference.after),
    causes: difference.causes.map((cause) => ({
      kind: kindOf(cause),
      text: causeText(cause, config),
      artifact: cause.kind === "input" ? cause.artifact : null,
    })),
    content,
    contentMissing,
  };
}

const kindOf = (cause: Cause): ArtifactJson["causes"][number]["kind"] =>
  cause.kind === "definition" ? cause.change.part : cause.kind;

function sideJson(row: InspectionRow | null): ArtifactJson["before"] {
  if (row === null) return null;
  const { status, digest, elements, durationMs } = row;
  return { status, digest, elements, durationMs, code: codeOf(row) };
}
