/*
 * The queue of jobs beside the record: pg-boss holds and fences the jobs, tables of wct hold workers, claims, reports
 * and outcomes.
 *
 * Start at coordinator-queue.ts (what the coordinator of a run does) and worker-queue.ts (what a worker does); sweep.ts
 * handles workers that are gone, consume.ts the outcomes that a frame records.
 * Must not know: what a job means, and how it is done. pg-boss is imported when a queue is opened.
 */

export { bossSchema } from "./boss.ts";
export { consumeOutcomes, recordedByAnother } from "./consume.ts";
export { openJobQueue } from "./open.ts";
