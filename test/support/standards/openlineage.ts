import { officialOpenLineage } from "../official-schemas.ts";
import { closed, compiled, count, formatted, listOf, oneOf, problemsBy, text } from "./json-schema.ts";

/** What OpenLineage 2-0-2 says of the events and facets that wct writes. */
const spec = "https://openlineage.io/spec";
const runId = closed({ runId: formatted("uuid") });
const jobId = closed({ namespace: text, name: text });

const facet = (name: string, version: string, keys: Parameters<typeof closed>[0]) =>
  closed({
    _producer: formatted("uri"),
    _schemaURL: oneOf(`${spec}/facets/${version}/${name}.json#/$defs/${name}`),
    ...keys,
  });

const field = closed({ name: text, "type?": text, "description?": text, "ordinal_position?": count });

const runFacets = closed({
  "parent?": facet("ParentRunFacet", "1-2-0", {
    run: runId,
    job: jobId,
    "root?": closed({ run: runId, job: jobId }),
  }),
  "processing_engine?": facet("ProcessingEngineRunFacet", "1-1-1", { version: text, "name?": text }),
  "errorMessage?": facet("ErrorMessageRunFacet", "1-0-1", { message: text, programmingLanguage: text }),
});

const jobFacets = closed({
  "jobType?": facet("JobTypeJobFacet", "2-0-4", {
    processingType: oneOf("BATCH", "STREAMING"),
    integration: text,
    "jobType?": text,
  }),
  "documentation?": facet("DocumentationJobFacet", "1-1-0", { description: text }),
});

const datasetFacets = closed({
  "version?": facet("DatasetVersionDatasetFacet", "1-0-1", { datasetVersion: text }),
  "schema?": facet("SchemaDatasetFacet", "1-2-0", { "fields?": listOf(field) }),
});

const statistics = { "rowCount?": count, "size?": count };
const dataset = { namespace: text, name: text, "facets?": datasetFacets };

const input = closed({
  ...dataset,
  "inputFacets?": closed({
    "inputStatistics?": facet("InputStatisticsInputDatasetFacet", "1-0-0", statistics),
  }),
});

const output = closed({
  ...dataset,
  "outputFacets?": closed({
    "outputStatistics?": facet("OutputStatisticsOutputDatasetFacet", "1-0-2", statistics),
  }),
});

const runEvent = compiled(
  closed({
    eventTime: formatted("date-time"),
    eventType: oneOf("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"),
    run: closed({ runId: formatted("uuid"), "facets?": runFacets }),
    job: closed({ namespace: text, name: text, "facets?": jobFacets }),
    "inputs?": listOf(input),
    "outputs?": listOf(output),
    producer: formatted("uri"),
    schemaURL: oneOf(`${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`),
  }),
);

/** What is wrong with one event and with the facets in it. Empty: nothing. */
export const openLineageProblems = (event: unknown): readonly string[] => [
  ...problemsBy(runEvent, event),
  ...officialOpenLineage(event),
];
