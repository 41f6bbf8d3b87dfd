import {
  artifactId,
  type Cost,
  digest,
  messageRef,
  noteLevels,
  type RemoteOrder,
  type RemoteOutcome,
  type RemoteReport,
  runId,
  sourceState,
} from "../../domain/index.ts";
import {
  describes,
  flag,
  list,
  literal,
  natural,
  number,
  object,
  oneOf,
  optional,
  orNull,
  repeatedTextOf,
  type Shape,
  taggedUnion,
} from "../../shape/index.ts";
import { costAmount, reportedFailure, reportedText as text } from "../jobs/index.ts";

const isMoment = (value: string): value is string => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
const atMost = <T>(shape: Shape<readonly T[]>, most: number): Shape<readonly T[]> => ({
  ...shape,
  is: (value): value is readonly T[] => shape.is(value) && value.length <= most,
});

/** Jobs come from the database, in which others may write. */
const remoteOrder = describes<RemoteOrder>()(
  object({
    run: runId(),
    plan: digest(),
    artifact: artifactId(),
    attempt: natural(),
    inputs: list(object({ artifact: artifactId(), message: messageRef })),
    startedAt: repeatedTextOf(isMoment, {}),
    wct: text,
    files: orNull(digest()),
  }),
);

const costs = atMost<Cost>(list(object({ amount: costAmount, unit: text })), 100);
const remoteReport = describes<RemoteReport>()(
  object({
    thread: optional(orNull(natural())),
    ranMs: number(),
    waitedFor: optional(orNull(artifactId())),
    isLost: optional(flag()),
    isGivenBack: optional(flag()),
    notes: atMost(list(object({ level: oneOf(noteLevels), text })), 2000),
    progress: orNull(object({ done: number(), total: orNull(number()) })),
    costs,
  }),
);

const ended = {
  object: orNull(object({ digest: digest(), bytes: natural(), elements: orNull(natural()), storedBytes: natural() })),
  report: remoteReport,
};
const remoteOutcome: Shape<RemoteOutcome> = taggedUnion("outcome", {
  produced: object({
    outcome: literal("produced"),
    message: messageRef,
    sourceState: optional(sourceState),
    ...ended,
  }),
  failed: object({ outcome: literal("failed"), failure: reportedFailure, ...ended }),
  lost: object({ outcome: literal("lost"), text }),
  unfit: object({ outcome: literal("unfit"), text }),
});

export const isRemoteOrder = (value: unknown): value is RemoteOrder => remoteOrder.is(value);
export const isRemoteReport = (value: unknown): value is RemoteReport => remoteReport.is(value);
export const isRemoteOutcome = (value: unknown): value is RemoteOutcome => remoteOutcome.is(value);
