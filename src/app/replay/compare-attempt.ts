import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactStore, Attempt, JsonValue, MessageRef, PlannedArtifact } from "../../domain/index.ts";
import {
  type DifferingValue,
  differencePath,
  type ReplayDifference,
  type UnverifiableReason,
  type VerifiedArtifact,
} from "../../render/index.ts";
import { type FirstDifference, firstDifference } from "../../run/index.ts";
import type { Scratch } from "../../store/index.ts";

export type AttemptVerdict = Pick<VerifiedArtifact, "status" | "actual" | "difference" | "reason">;

export interface ComparisonContext {
  readonly artifacts: Pick<ArtifactStore, "open">;
  readonly scratch: Scratch;
  /** Whether values, and keys that may be data, are part of the verdict. */
  readonly revealsValues: boolean;
}

interface MadeAgain {
  readonly planned: PlannedArtifact;
  readonly recorded: MessageRef;
  readonly attempt: Attempt;
}

/** Compares what an artifact became now with what is recorded: digests, and contents only if these differ. */
export async function compareAttempt(
  context: ComparisonContext,
  { planned, recorded, attempt }: MadeAgain,
): Promise<AttemptVerdict> {
  if (attempt.outcome === "failed") return failedVerdict(attempt);
  const { message, object } = attempt;
  const actual = message.digest;
  try {
    if (actual === recorded.digest) return { status: "same", actual, difference: null, reason: null };
    const different = { status: "different", actual } as const;
    if (!recorded.kept) {
      const reason = { kind: "not-kept", text: "the recorded content is not kept, so only digests differ" } as const;
      return { ...different, difference: null, reason };
    }
    if (object === null) return { ...different, difference: null, reason: null };
    const readers = [await context.artifacts.open(recorded.digest), await context.scratch.open(object)] as const;
    const found = await firstDifference(...readers, planned.outputStream);
    return { ...different, difference: found && shownDifference(found, context.revealsValues), reason: null };
  } catch (error) {
    // The recorded content is damaged, or was deleted meanwhile.
    if (!isWctError(error) || error.exitCode !== 3) throw error;
    return { status: "different", actual, difference: null, reason: { kind: "damaged", text: error.message } };
  } finally {
    if (object !== null) context.scratch.drop(object);
  }
}

/** Codes of failures that depend on the machine or on the store, and not on the code that is verified. */
const otherCauses: Readonly<Record<string, UnverifiableReason["kind"]>> = {
  WCT_PRODUCE_CANCELLED: "stopped",
  WCT_PRODUCE_TIMEOUT: "stopped",
  WCT_PRODUCE_WORKER_LOST: "stopped",
  WCT_PRODUCE_INPUT_UNREADABLE: "damaged",
};

function failedVerdict({ failure }: Extract<Attempt, { readonly outcome: "failed" }>): AttemptVerdict {
  const { code, message } = failure;
  const nothing = { actual: null, difference: null };
  const kind = Object.hasOwn(otherCauses, code) ? otherCauses[code] : undefined;
  if (kind !== undefined) return { status: "not-verifiable", ...nothing, reason: { kind, text: message } };
  return { status: "different", ...nothing, reason: { kind: "failed", text: `it fails now (${code}): ${message}` } };
}

function shownDifference({ path, before, after }: FirstDifference, revealsValues: boolean): ReplayDifference {
  return {
    path: differencePath(path, revealsValues),
    recorded: shownValue(before, revealsValues),
    actual: shownValue(after, revealsValues),
  };
}

function shownValue(value: JsonValue | undefined, revealsValues: boolean): DifferingValue {
  return { type: typeOf(value), value: revealsValues ? (value ?? null) : null };
}

function typeOf(value: JsonValue | undefined): DifferingValue["type"] {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "object";
  }
}
