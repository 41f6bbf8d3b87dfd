import type { ArtifactId, ArtifactStatus, RunId, SchemaRef } from "../../domain/index.ts";

export type StatusCounts = Readonly<Partial<Record<ArtifactStatus, number>>>;

/** A box of a drawing: one artifact, or a group of them drawn as one. */
export interface DrawnNode {
  /**
   * `n1`, `n2`, ... in plan order, `b1`, `b1.2`, ... for groups: never a user's text, which a format could
   * misinterpret.
   */
  readonly key: string;
  /** The artifact's id, or what the members of a group have in common. */
  readonly label: string;
  readonly name: string | null;
  readonly members: readonly ArtifactId[];
  /** `first … last` of a group; null for an artifact. */
  readonly range: string | null;
  /** How many members of a group have each status, after a run; null for an artifact. */
  readonly counts: StatusCounts | null;
  readonly group: readonly string[];
  readonly tags: readonly string[];
  readonly schema: SchemaRef | null;
  readonly component: string | null;
  /** The status of the artifact; of a group, the most severe one. */
  readonly status: ArtifactStatus | null;
  /** The duration of the artifact; of a group, the sum. */
  readonly durationMs: number | null;
  readonly isCritical: boolean;
}

export interface DrawnEdge {
  /** Keys of nodes. */
  readonly from: string;
  readonly to: string;
  readonly schema: SchemaRef | null;
  readonly isCritical: boolean;
  /** How many edges between artifacts it represents. */
  readonly count: number;
}

/** A chain of artifacts that a grouped drawing shows one by one. */
export interface DrawnPath {
  /** `Critical path`, `Failed path`. */
  readonly title: string;
  readonly steps: readonly { readonly node: DrawnNode; readonly leftOutBefore: number }[];
}

/** The drawing that every format renders. */
export interface Drawing {
  readonly title: string;
  readonly run: RunId | null;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Empty if every artifact has a box. */
  readonly paths: readonly DrawnPath[];
  /** Explains to the reader what the drawing leaves out or groups. */
  readonly note: string | null;
}

export interface DrawOptions {
  readonly direction: "TD" | "LR";
  /** Labels edges with the schema of the artifact that they carry. */
  readonly schemas: boolean;
}

/** What the artifacts of one group have in common; `auto`: whatever suits the graph. */
export type Grouping = "auto" | "level" | "tag" | "component" | "runbook" | "failure";
