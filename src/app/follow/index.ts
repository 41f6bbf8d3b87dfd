/*
 * Follows a run that another process is making.
 *
 * Start at follow-run.ts.
 * Must not know: how its events are shown.
 */

export { type FollowOptions, followRun } from "./follow-run.ts";
