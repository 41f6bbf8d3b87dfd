/*
 * Verifies a run by making its artifacts again: deterministic processors execute on their recorded inputs, and the
 * results are compared with the record. Calls no connector and writes to no store.
 *
 * Start at verify-replay.ts. unverifiable.ts and bind-recorded.ts decide what can be verified.
 * Must not know: how the result is shown.
 */

export { bindRecorded, RecordedBinder, type RecordedBinding } from "./bind-recorded.ts";
export { type ReplayVerificationRequest, verifyReplay } from "./verify-replay.ts";
