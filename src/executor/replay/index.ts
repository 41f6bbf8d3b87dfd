/*
 * The producer of a verified replay: makes some artifacts again, and serves what the record contains for all.
 *
 * Start at replay-producer.ts.
 * Must not know: which artifacts can be verified, and what a comparison finds.
 */

export { createReplayProducer, type RecordedOutcome, type ReplayProducerOptions } from "./replay-producer.ts";
