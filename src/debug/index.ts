/*
 * The debugger without its faces.
 *
 * Start at conditions/, the expressions of breakpoints and log points.
 * Must not know: terminals, protocols, threads and files.
 */

export * from "./conditions/index.ts";
