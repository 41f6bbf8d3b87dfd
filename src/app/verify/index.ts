/*
 * Verifies that records are as they were written: event chains, the objects that they name, the store around them.
 *
 * Start at verify.ts. Damage is a result here, not an error; nothing is repaired.
 * Must not know: how damage is printed.
 */

export { ObjectChecks } from "./object-checks.ts";
export { requireHeadHash, type Verification, type VerifiedStore, verify } from "./verify.ts";
export { type Verified, verifyRun } from "./verify-run.ts";
