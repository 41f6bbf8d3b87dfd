import type { JsonObject, RunSummary } from "../../domain/index.ts";
import type { ArtifactDifference, ElementDifferences } from "../../run/index.ts";
import type { FindingShape } from "../shapes/index.ts";

interface FindingChange {
  readonly finding: FindingShape;
  readonly fields: readonly string[];
}

/** How the contents of one artifact differ. */
export interface ContentDifference {
  readonly elements: Pick<ElementDifferences, "same" | "new" | "gone" | "changed"> | null;
  readonly findings: {
    readonly new: readonly FindingShape[];
    readonly gone: readonly FindingShape[];
    readonly changed: readonly FindingChange[];
  } | null;
  readonly paths: readonly string[];
}

export interface ComparedArtifact {
  readonly difference: ArtifactDifference;
  readonly content: ContentDifference | null;
  /** Why the contents were not compared, if there was something to compare. */
  readonly contentMissing: string | null;
  /** The configuration as written, for the names of files. */
  readonly config: JsonObject;
}

/** The comparison of two runs. */
export interface DiffView {
  readonly before: RunSummary;
  readonly after: RunSummary;
  readonly artifacts: readonly ComparedArtifact[];
}

export const isDifferent = ({ artifacts }: DiffView): boolean =>
  artifacts.some(({ difference }) => difference.change !== "same");
