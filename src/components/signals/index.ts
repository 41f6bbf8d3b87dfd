export { findCandidates, type Sources } from "./find.ts";
export type { Candidate, Signal } from "./places.ts";
