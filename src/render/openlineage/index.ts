/*
 * Exports a run as events of OpenLineage.
 *
 * Start at openlineage.ts; facets.ts and datasets.ts have the parts.
 * Must not know: who receives them.
 */

export { openLineageEvents } from "./openlineage.ts";
