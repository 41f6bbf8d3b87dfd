import type { ArtifactId, MessageRef } from "../../domain/index.ts";
import { artifactState, messageOf } from "../../run/index.ts";
import type { ToldRun } from "../told-run.ts";
import { type Facet, fieldsOf, sizeOf } from "./facets.ts";

/** Everything that wct names, jobs and datasets, is in one namespace. */
export const namespace = "wct";

/** Name of an artifact's job and of the dataset that it makes. */
export const nameOf = ({ plan }: ToldRun, id: ArtifactId): string => `${plan.runbook.name}.${id}`;

/** An artifact as what another one is made from; its fields are told where it is made. */
export function inputDataset(told: ToldRun, id: ArtifactId, facet: Facet): object {
  const message = messageOf(artifactState(told.state, id));
  if (message === null) return { namespace, name: nameOf(told, id) };
  return {
    namespace,
    name: nameOf(told, id),
    facets: { version: versionOf(message, facet) },
    inputFacets: { inputStatistics: facet("InputStatisticsInputDatasetFacet", sizeOf(message)) },
  };
}

/** An artifact as what was made. */
export function outputDataset(
  told: ToldRun,
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

// Equal content has an equal version, in whichever run it was made.
const versionOf = ({ digest }: MessageRef, facet: Facet): object =>
  facet("DatasetVersionDatasetFacet", { datasetVersion: digest });
