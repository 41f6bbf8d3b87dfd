/*
 * The format of a stored plan: a plan to JSON and back. Anybody may have changed what it reads, so it returns only
 * plans that it has checked.
 *
 * Start at serialise.ts; plan.ts and expand.ts are the two directions, shape.ts is the description of a plan, and
 * sound.ts checks what a description cannot express.
 * Must not know: runbooks, the registry, or how a plan is made.
 */

export { parsePlan, serialisePlan } from "./serialise.ts";
