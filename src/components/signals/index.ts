/*
 * Collects the signals for a rule (names of tables and columns, paths, phrases, relations) by table and file.
 *
 * Start at find.ts, then collector.ts. signal-locations.ts combines the signals at one table or file; persons/ says whose
 * the rows of tables are by their keys and by the rest of their database.
 * Must not know: which kind of finding results, and any layer except the contract in ../../plugin.
 */

export { findCandidates } from "./find.ts";
export type { RuleCandidate } from "./signal-locations.ts";
