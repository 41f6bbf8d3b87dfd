/*
 * The record of a run as frames of events, each chained to the previous one by its hash. Checks a chain, projects it to
 * the row of the list of runs, and copies it completely.
 *
 * Start at frames.ts, then check-chain.ts and projection.ts.
 * Must not know: files, databases, how objects are packed, or the rules by which content is deleted.
 */

export { checkChain, checkLateChain, type KeptHead, lostRecord } from "./check-chain.ts";
export { type CopiedRecord, readCopiedRecord } from "./copied-record.ts";
export { byDigest, type CopySource, copyRun, framesLater, idTaken } from "./copy.ts";
export {
  ChainWalk,
  chainHash,
  genesisHash,
  hexDigest,
  missing,
  nextFrame,
  type RecordEnd,
  recordCorrupt,
  runNotFound,
  type StoredFrame,
} from "./frames.ts";
export {
  differences,
  emptyProjection,
  filterRuns,
  projectEvents,
  type RunProjection,
  summaryOf,
} from "./projection.ts";
