import type { ArtifactStatus, Digest, RunId, RunSummary, SchemaRef, SkipReason } from "../../domain/index.ts";

/** One artifact of a run, as tables and JSON show it. */
export interface ArtifactRow {
  readonly id: string;
  readonly status: ArtifactStatus;
  readonly schema: SchemaRef | null;
  readonly durationMs: number | null;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly digest: Digest | null;
  /** The error of a failed artifact; code and message are safe to print. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
  /** Why it was skipped: `input-failed because of "db_schema"`. */
  readonly skipped: string | null;
  /** The run and artifact that it was reused from. */
  readonly reused: { readonly from: RunId; readonly artifact: string } | null;
}

interface OutputRow {
  readonly artifact: string;
  readonly format: string;
  readonly path: string;
}

/** Artifacts skipped for one reason. */
export interface SkipGroup {
  readonly reason: SkipReason;
  /** The artifact that caused it, if the reason has one. */
  readonly began: { readonly artifact: string; readonly status: ArtifactStatus | null } | null;
  /** In plan order. */
  readonly artifacts: readonly string[];
}

/** A warning of a component. */
export interface WarningRow {
  readonly artifact: string;
  readonly text: string;
}

/** A run as `wct run` and `wct inspect` show it. */
export interface RunView {
  readonly run: RunSummary;
  readonly resumedFrom: RunId | null;
  /** The expression that selected artifacts, as the user wrote it; null: all. */
  readonly selection: string | null;
  readonly artifacts: readonly ArtifactRow[];
  readonly outputs: readonly OutputRow[];
  /** Warnings of components about artifacts that they made, in plan order. */
  readonly warnings: readonly WarningRow[];
  /** In plan order of the first artifact of each. */
  readonly skips: readonly SkipGroup[];
  /** Why the run did not complete, if not because an artifact failed; the title is that of the code. */
  readonly cause: { readonly code: string; readonly title: string } | null;
}
