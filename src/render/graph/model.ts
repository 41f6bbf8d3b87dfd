import type { ArtifactId, ArtifactStatus, RunId, SchemaRef } from "../../domain/index.ts";

/** A box of a drawing: one artifact, or several drawn as one. */
export interface DrawnNode {
  /** `n1`, `n2`, ...: never a user's text, so that no format can mistake it for a word of its own. */
  readonly key: string;
  /** The artifact's id, or `first … last` of several. */
  readonly label: string;
  readonly name: string | null;
  readonly members: readonly ArtifactId[];
  readonly group: readonly string[];
  readonly schema: SchemaRef | null;
  readonly component: string | null;
  readonly status: ArtifactStatus | null;
  readonly durationMs: number | null;
  readonly isCritical: boolean;
}

export interface DrawnEdge {
  /** Keys of nodes. */
  readonly from: string;
  readonly to: string;
  readonly schema: SchemaRef | null;
  readonly isCritical: boolean;
}

/** What every format draws. */
export interface Drawing {
  readonly title: string;
  readonly run: RunId | null;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** What the drawing leaves out or puts together, for people. */
  readonly note: string | null;
}

export interface DrawOptions {
  readonly direction: "TD" | "LR";
  /** Edges carry the schema that flows. */
  readonly schemas: boolean;
}
