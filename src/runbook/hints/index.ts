/*
 * Suggests what a user who made a mistake may have meant: a value, a type, an id.
 *
 * Start at value-hint.ts.
 * Must not know: the keys of a runbook.
 */

export { idProposals } from "./proposed-ids.ts";
export { hintForChoice, hintForType, wantedType } from "./value-hint.ts";
