import type { ArtifactStatus, Digest, RunId, RunSummary, SchemaRef, SkipReason } from "../domain/index.ts";

/** One artifact of a run, as tables and JSON show it. */
export interface ArtifactRow {
  readonly id: string;
  readonly status: ArtifactStatus;
  readonly schema: SchemaRef | null;
  readonly durationMs: number | null;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly digest: Digest | null;
  /** Of a failed artifact; code and message are safe to print. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
  /** Of a skipped one: `input-failed because of "db_schema"`. */
  readonly skipped: string | null;
  /** Of a reused one: the run and artifact that it was taken from. */
  readonly reused: { readonly from: RunId; readonly artifact: string } | null;
}

export interface OutputRow {
  readonly artifact: string;
  readonly format: string;
  readonly path: string;
}

/** Artifacts skipped for one reason. */
export interface SkipGroup {
  readonly reason: SkipReason;
  /** The artifact that began it, of reasons that have one. */
  readonly began: { readonly artifact: string; readonly status: ArtifactStatus | null } | null;
  /** In plan order. */
  readonly artifacts: readonly string[];
}

/** What a component warned of. */
export interface WarningRow {
  readonly artifact: string;
  readonly text: string;
}

/** A run as `wct run` and `wct inspect` show it. */
export interface RunView {
  readonly run: RunSummary;
  readonly resumedFrom: RunId | null;
  readonly artifacts: readonly ArtifactRow[];
  readonly outputs: readonly OutputRow[];
  /** What components warned of in artifacts that they made, in plan order. */
  readonly warnings: readonly WarningRow[];
  /** In plan order of the first of each. */
  readonly skips: readonly SkipGroup[];
  /** Why the run did not complete, where that is no failure of an artifact; the title is the code's. */
  readonly cause: { readonly code: string; readonly title: string } | null;
}
