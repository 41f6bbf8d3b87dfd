import { catalogue, type DiagnosticCode } from "../../diagnostics/index.ts";
import { digest, type FailedException, type Failure, isCost, noteLevels } from "../../domain/index.ts";
import {
  describes,
  flag,
  leaf,
  list,
  literal,
  natural,
  number,
  object,
  oneOf,
  orNull,
  taggedUnion,
  textOf,
  union,
} from "../../shape/index.ts";
import { type FromWorker, isSourceStateName, type JobWork } from "./protocol.ts";

/** Codes that only the host may report. One of them determines the exit code. */
const hostOnly: ReadonlySet<string> = new Set<DiagnosticCode>(["WCT_INTERNAL", "WCT_STORE_WRITE_FAILED"]);
const textAtMost = 100_000;
const framesAtMost = 100;
/** The worker limits the characters of one element. Escaping may turn each into six. */
const partAtMost = 400 * 1024 * 1024;

const isCode = (value: string): value is DiagnosticCode => Object.hasOwn(catalogue, value) && !hostOnly.has(value);
const isText = (value: string): value is string => value.length <= textAtMost;
const isPartText = (value: string): value is string => value.length <= partAtMost;
/** Returns whether a value is bytes in memory that no other thread can write to. */
const isBytes = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.length <= partAtMost;
const isFrames = (value: unknown): value is readonly string[] => texts.is(value) && value.length <= framesAtMost;

// Some of these values are not JSON: structured cloning preserves more types.
export const reportedText = textOf(isText, {});
const text = reportedText;
const texts = list(text);
const partText = textOf(isPartText, {});
const bytes = leaf(isBytes, "", {});
const frames = leaf(isFrames, "", {});
export const costAmount = leaf((value): value is number => typeof value === "number" && isCost(value), "", {});
const settled = {
  ended: leaf((value): value is bigint => typeof value === "bigint", "", {}),
  took: number(),
  isSpent: flag(),
};

const failedException = describes<FailedException>()(
  object({ name: text, code: orNull(text), frames, message: orNull(digest()) }),
);
/** A failure that a worker reports. */
export const reportedFailure = describes<Failure>()(
  object({
    code: textOf(isCode, {}),
    message: text,
    hint: orNull(text),
    componentCode: orNull(text),
    exception: orNull(failedException),
  }),
);

export const sourceStateName = textOf(isSourceStateName, {});
const sourceState = orNull(object({ by: sourceStateName, digest: digest() }));

/** The compiler checks that it matches the types of protocol.ts. */
const fromWorker = describes<FromWorker>()(
  taggedUnion("kind", {
    progress: object({ kind: literal("progress"), done: number(), total: orNull(number()) }),
    noted: object({ kind: literal("noted"), level: oneOf(noteLevels), text }),
    cost: object({ kind: literal("cost"), amount: costAmount, unit: text }),
    elements: object({ kind: literal("elements"), data: bytes, count: natural() }),
    piece: object({ kind: literal("piece"), data: union([partText, bytes]) }),
    ask: object({
      kind: literal("ask"),
      request: natural(),
      digest: digest(),
      what: union([literal("rest"), object({ reading: natural() })]),
    }),
    produced: object({
      kind: literal("produced"),
      ...settled,
      text: partText,
      count: natural(),
      rest: partText,
      summary: orNull(text),
      sourceState,
    }),
    "source-state": object({ kind: literal("source-state"), ...settled, sourceState }),
    failed: object({ kind: literal("failed"), ...settled, failure: reportedFailure, said: orNull(text) }),
    exported: object({ kind: literal("exported"), ...settled }),
  }),
);

/**
 * Returns whether a message has the form of a report. Foreign code shares the thread that sends reports, so they are
 * not trusted. Never throws for a value that structured cloning can transfer.
 */
export function isReport(message: unknown): message is FromWorker {
  return fromWorker.is(message);
}

/** Returns whether a report can be about this work. */
export function isAnswerTo({ kind }: FromWorker, { handler }: JobWork): boolean {
  if (kind === "exported" || kind === "piece") return handler === "export";
  if (kind === "source-state") return handler === "source-state";
  return handler === "produce" || (kind !== "produced" && kind !== "elements");
}
