import type { ArtifactId, MessageRef } from "../../domain/index.ts";
import { artifactState, messageOf } from "../../run/index.ts";
import type { TracedRun } from "../traced-run.ts";
import { type Facet, fieldsOf, sizeOf } from "./facets.ts";

/** All names of wct, of jobs and datasets, are in one namespace. */
export const namespace = "wct";

/** Returns the name of an artifact's job, which is also that of its dataset. */
export const nameOf = ({ plan }: TracedRun, id: ArtifactId): string => `${plan.runbook.name}.${id}`;

/** Returns an artifact as an input of another; its fields are listed only where it is an output. */
export function inputDataset(told: TracedRun, id: ArtifactId, facet: Facet): object {
  const message = messageOf(artifactState(told.state, id));
  if (message === null) return { namespace, name: nameOf(told, id) };
  return {
    namespace,
    name: nameOf(told, id),
    facets: { version: versionOf(message, facet) },
    inputFacets: { inputStatistics: facet("InputStatisticsInputDatasetFacet", sizeOf(message)) },
  };
}

/** Returns an artifact as an output. */
export function outputDataset(
  told: TracedRun,
  { id, message }: { readonly id: ArtifactId; readonly message: MessageRef },
  facet: Facet,
): object {
  const described = told.schemas.get(message.schema);
  return {
    namespace,
    name: nameOf(told, id),
    facets: {
      version: versionOf(message, facet),
      ...(described === undefined ? {} : { schema: facet("SchemaDatasetFacet", { fields: fieldsOf(described) }) }),
    },
    outputFacets: { outputStatistics: facet("OutputStatisticsOutputDatasetFacet", sizeOf(message)) },
  };
}

// Equal content has an equal version, whichever run made it.
const versionOf = ({ digest }: MessageRef, facet: Facet): object =>
  facet("DatasetVersionDatasetFacet", { datasetVersion: digest });
