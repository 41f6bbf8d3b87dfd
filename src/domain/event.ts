import type { Failure } from "./failure.ts";
import type { ArtifactId, Digest, RunId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import type { MessageRef } from "./message.ts";
import type { ComponentKind } from "./plan.ts";

/** Monotonic nanoseconds since `run.started`. Integers below 2^53: a run of a hundred days fits. */
export type Nanoseconds = number;

export const eventFormat = 1;

/** What every event carries. */
export interface EventEnvelope {
  readonly v: 1;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly run: RunId;
  /** ISO 8601 UTC wall clock, for people. */
  readonly at: string;
  readonly t: Nanoseconds;
}

export type RunMode = "run" | "debug";
export type RunOutcome = "completed" | "failed" | "cancelled" | "timed-out";
export type RunStatus = "running" | RunOutcome | "interrupted";
export type ArtifactStatus = "pending" | "running" | "completed" | "reused" | "failed" | "skipped";
export type SkipReason =
  | "input-failed"
  | "input-skipped"
  | "debugger"
  | "cancelled"
  | "timeout"
  | "cost-limit"
  | "not-selected";
export type ReuseReason = "resume" | "reuse" | "unchanged";
export type NoteLevel = "debug" | "info" | "warn" | "error";

/** What an artifact waited for last before it started. */
export type ReleasedBy =
  | { readonly kind: "start" }
  | { readonly kind: "input" | "slot" | "thread" | "gate"; readonly artifact: ArtifactId | null };

export interface Cost {
  readonly amount: number;
  readonly unit: string;
}

export interface Counts {
  readonly completed: number;
  readonly reused: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of the failed ones, those that are optional. */
  readonly optionalFailed: number;
}

export interface RunStarted {
  readonly type: "run.started";
  /** UUIDv7, for other systems. */
  readonly uuid: string;
  readonly mode: RunMode;
  readonly runbook: { readonly name: string; readonly path: string; readonly digest: Digest };
  /** Digests of stored objects: the plan as JSON and the runbook's text. */
  readonly plan: Digest;
  readonly maxConcurrency: number;
  readonly workers: number;
  /** Milliseconds expected per artifact, from earlier runs; null: every artifact weighs 1. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly wct: string;
  readonly components: readonly { readonly kind: ComponentKind; readonly type: string; readonly version: string }[];
  readonly artifacts: number;
  readonly resumedFrom: RunId | null;
  readonly forkedFrom: RunId | null;
}

export type EventBody =
  | RunStarted
  | { readonly type: "artifact.ready"; readonly artifact: ArtifactId }
  | {
      readonly type: "artifact.started";
      readonly artifact: ArtifactId;
      /** `type` of the component, or null for a pass-through. */
      readonly component: string | null;
      readonly version: string | null;
      readonly attempt: number;
      /** Thread number from 0; null: not in a thread of its own. */
      readonly worker: number | null;
      readonly inputs: readonly { readonly artifact: ArtifactId; readonly digest: Digest }[];
      readonly releasedBy: ReleasedBy;
    }
  | {
      readonly type: "artifact.progress";
      readonly artifact: ArtifactId;
      readonly done: number;
      readonly total: number | null;
    }
  | {
      readonly type: "artifact.noted";
      readonly artifact: ArtifactId;
      readonly level: NoteLevel;
      readonly text: string;
    }
  | {
      readonly type: "artifact.attempted";
      readonly artifact: ArtifactId;
      readonly attempt: number;
      readonly outcome: "produced";
      /** Read where the work ended, in the worker. */
      readonly ended: Nanoseconds;
      readonly message: MessageRef;
      readonly cost: readonly Cost[];
    }
  | {
      readonly type: "artifact.attempted";
      readonly artifact: ArtifactId;
      readonly attempt: number;
      readonly outcome: "failed";
      readonly ended: Nanoseconds;
      readonly failure: Failure;
      readonly cost: readonly Cost[];
    }
  | {
      readonly type: "artifact.altered";
      readonly artifact: ArtifactId;
      readonly what: "config" | "output";
      readonly path: string | null;
      readonly oldDigest: Digest | null;
      readonly newDigest: Digest;
    }
  | { readonly type: "artifact.completed"; readonly artifact: ArtifactId }
  | {
      readonly type: "artifact.failed";
      readonly artifact: ArtifactId;
      readonly failure: Failure;
      readonly optional: boolean;
    }
  | {
      readonly type: "artifact.skipped";
      readonly artifact: ArtifactId;
      readonly reason: SkipReason;
      /** The artifacts it was skipped because of, in plan order. */
      readonly because: readonly ArtifactId[];
    }
  | {
      readonly type: "artifact.reused";
      readonly artifact: ArtifactId;
      readonly from: RunId;
      readonly fromArtifact: ArtifactId;
      readonly reason: ReuseReason;
      readonly message: MessageRef;
    }
  | {
      readonly type: "output.written";
      readonly artifact: ArtifactId;
      readonly format: string;
      /** As shown to people: relative to the current folder when inside it. */
      readonly path: string;
      readonly digest: Digest;
      readonly bytes: number;
    }
  | {
      readonly type: "run.paused";
      readonly stops: readonly {
        readonly artifact: ArtifactId;
        readonly side: "before" | "after";
        readonly reason: string;
      }[];
    }
  | { readonly type: "run.continued"; readonly command: string }
  | {
      readonly type: "run.finished";
      readonly outcome: RunOutcome;
      /** Why it is not `completed`: a failure's code, or null. */
      readonly cause: JsonObject | null;
      readonly counts: Counts;
      readonly cost: readonly Cost[];
    };

export type EventType = EventBody["type"];
export type RunEvent = EventEnvelope & EventBody;
export type EventOf<T extends EventType> = Extract<RunEvent, { readonly type: T }>;
