import type {
  ArtifactId,
  ArtifactStatus,
  ComponentKind,
  Cost,
  Counts,
  Digest,
  JsonObject,
  JsonValue,
  Method,
  ReleasedBy,
  ReuseReason,
  RunId,
  RunMode,
  RunStatus,
  SchemaRef,
  Sensitivity,
  SkipReason,
} from "../../domain/index.ts";
import type { BoundingPiece, FindingRow } from "../../run/index.ts";

/*
 * The data of a report's page: the page contains it as JSON, and shows nothing else. Times are milliseconds since the
 * start of the run.
 */

export interface ReportRun {
  readonly id: RunId;
  readonly uuid: string;
  readonly status: RunStatus;
  readonly mode: RunMode;
  readonly runbook: {
    readonly name: string;
    readonly description: string;
    readonly contact: string | null;
    readonly path: string;
    readonly digest: Digest;
  };
  readonly plan: Digest | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
  readonly counts: Counts;
  readonly cost: readonly Cost[];
  /** Why the run did not complete, as recorded. */
  readonly cause: JsonObject | null;
  readonly resumedFrom: RunId | null;
  readonly forkedFrom: RunId | null;
  /** The expression that selected artifacts, as the user wrote it; null: all. */
  readonly selection: string | null;
  /** The version of wct that executed the run. */
  readonly wct: string | null;
  readonly components: readonly { readonly kind: ComponentKind; readonly type: string; readonly version: string }[];
  readonly retain: "all" | "derived";
}

/** The content of an artifact, as far as a report contains it. */
export type ReportContent =
  /** The artifact has no content. */
  | { readonly state: "none" }
  /** The content was made, and is no longer kept. */
  | { readonly state: "not-kept" }
  /** Raw content, which a report contains only on request. */
  | { readonly state: "withheld" }
  | { readonly state: "unreadable"; readonly why: string }
  /** A record of processing; `records` contains it in full. */
  | { readonly state: "record" }
  | {
      readonly state: "shown";
      /** Key of the stream; null for a schema without one. */
      readonly stream: string | null;
      /** The first elements. */
      readonly elements: readonly JsonValue[];
      readonly total: number;
      /** The content without its stream. */
      readonly rest: JsonValue;
      /** Long texts or lists in it were cut; each contains a note in that place. */
      readonly isCut: boolean;
    };

export interface ReportFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly componentCode: string | null;
  /** Class, code and frames of an exception; never its message. */
  readonly exception: {
    readonly name: string;
    readonly code: string | null;
    readonly frames: readonly string[];
  } | null;
  readonly optional: boolean;
}

interface ReportNote {
  /** Time since the start of the run. */
  readonly ms: number;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly text: string;
}

/** A thread of a worker or of the run's own process. */
export interface ReportTrack {
  readonly process: string;
  readonly thread: string;
  /** How many artifacts, and how long. */
  readonly figures: string;
  readonly stretches: readonly { readonly startMs: number; readonly endMs: number; readonly isLost: boolean }[];
}

/** When an artifact worked. */
export interface ReportTime {
  readonly readyMs: number | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly waitMs: number | null;
  readonly slackMs: number | null;
  readonly isCritical: boolean;
  readonly attempts: readonly { readonly startMs: number; readonly endMs: number; readonly isLost: boolean }[];
  readonly releasedBy: ReleasedBy | null;
}

export interface ReportArtifact {
  readonly id: ArtifactId;
  readonly name: string | null;
  readonly description: string | null;
  readonly contact: string | null;
  readonly group: readonly string[];
  readonly tags: readonly string[];
  readonly status: ArtifactStatus;
  readonly method: Method["kind"];
  readonly component: {
    readonly kind: "connector" | "processor";
    readonly type: string;
    readonly version: string;
    readonly plugin: string;
    readonly sensitivity: Sensitivity;
    readonly deterministic: boolean;
  } | null;
  /** As written, with placeholders. */
  readonly config: JsonObject;
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly digest: Digest | null }[];
  readonly schema: SchemaRef;
  readonly output: boolean;
  readonly optional: boolean;
  readonly durationMs: number | null;
  readonly attempts: number;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly digest: Digest | null;
  readonly summary: JsonObject | null;
  /** The artifact, or one that it was made from, was changed by hand. */
  readonly altered: boolean;
  readonly error: ReportFailure | null;
  readonly skipped: { readonly reason: SkipReason; readonly chain: readonly ArtifactId[] } | null;
  readonly reused: { readonly from: RunId; readonly artifact: ArtifactId; readonly reason: ReuseReason } | null;
  readonly notes: readonly ReportNote[];
  /** Number of log lines that the report leaves out. */
  readonly notesLeftOut: number;
  /** One line for each worker of another process that made it, or tried to. */
  readonly workers: readonly string[];
  readonly outputs: readonly { readonly format: string; readonly path: string; readonly digest: Digest }[];
  readonly time: ReportTime;
  readonly content: ReportContent;
}

export interface ReportTimeline {
  readonly isFinished: boolean;
  readonly isInterrupted: boolean;
  readonly totalMs: number;
  readonly pausedMs: number;
  readonly sequentialMs: number;
  readonly speedUp: number | null;
  readonly slots: number;
  readonly efficiency: number | null;
  readonly criticalPath: {
    readonly artifacts: readonly ArtifactId[];
    readonly durationMs: number;
    readonly share: number | null;
  };
  /** The longest pieces in chronological order; `boundingLeftOut` counts the others. */
  readonly boundingPath: readonly BoundingPiece[];
  readonly boundingLeftOut: number;
  /** The busiest threads, if workers of other processes took part; else empty. */
  readonly tracks: readonly ReportTrack[];
  readonly tracksLeftOut: number;
}

export interface ReportFindings {
  readonly rows: readonly FindingRow[];
  /** Number of findings per artifact: in the record, and in this report. */
  readonly artifacts: readonly { readonly artifact: ArtifactId; readonly total: number; readonly shown: number }[];
}

export interface ReportVerification {
  readonly events: number;
  readonly objects: number;
  readonly head: Digest | null;
  /** Empty if the record is intact. */
  readonly damage: readonly { readonly what: string; readonly artifact: string | null }[];
}

/** The reference entry of a code that occurs in the report. */
export interface ReportCode {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

export interface ReportData {
  /** The version of wct that made the report. */
  readonly wct: string;
  readonly run: ReportRun;
  /** In plan order. */
  readonly artifacts: readonly ReportArtifact[];
  readonly timeline: ReportTimeline;
  readonly findings: ReportFindings;
  /** Records of processing activities. */
  readonly records: readonly { readonly artifact: ArtifactId; readonly content: JsonObject }[];
  readonly codes: Readonly<Record<string, ReportCode>>;
  readonly verification: ReportVerification;
}
