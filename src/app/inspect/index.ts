/*
 * Inspects one artifact of a run: how and from what it was made, and what a JSONPath selects in its content.
 *
 * Start at metadata.ts.
 * Must not know: how it is shown, and whole runs (record/).
 */

export { type FoundLineage, lineageIn } from "./lineage.ts";
export { type ArtifactMetadata, type ArtifactSchema, inputsOf, metadataOf, schemaOf } from "./metadata.ts";
export { queryArtifact, type TakenMatches, take } from "./query.ts";
