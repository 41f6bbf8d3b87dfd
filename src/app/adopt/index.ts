/*
 * Takes over a run whose coordinator is gone: continues its record, its jobs and its artifacts.
 *
 * Start at adopt-run.ts; what-happened.ts turns the record into what need not be made again; stand-by.ts adopts every
 * run that is abandoned.
 * Must not know: how the run is shown.
 */

export { type AdoptedRun, type AdoptOptions, adoptRun } from "./adopt-run.ts";
export { type StandByOptions, standBy } from "./stand-by.ts";
