import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  MessageRef,
  PlannedArtifact,
  PlannedComponent,
  RunId,
  SchemaRef,
} from "../domain/index.ts";

const zeros = "0".repeat(64) as Digest;
const schema = "standard_input:1.0.0" as SchemaRef;

export const sampleRun = "run_20250101_120000" as RunId;

/** Returns the id of the artifact at a position: `a0`, `a1`, ... */
export function idAt(index: number): ArtifactId {
  return `a${index}` as ArtifactId;
}

/** Makes a message that is identified by a number. */
export function sampleMessage(number: number): MessageRef {
  const digest = number.toString(16).padStart(64, "0") as Digest;
  return { schema, digest, bytes: 1000 + number, elements: number, summary: null, kept: true };
}

const component: PlannedComponent = {
  kind: "connector",
  type: "sample",
  plugin: "sample",
  version: "1.0.0",
  deterministic: true,
  blocking: true,
  sensitivity: "none",
};

const fingerprint = {
  component: "sample",
  plugin: zeros,
  configWritten: zeros,
  configResolved: zeros,
  files: {},
  rulesets: {},
  inputSchemas: [],
  recordFormat: 1,
  digest: zeros,
};

/** Makes a plan of artifacts `a0`, `a1`, ... with the given inputs, all made by the same component. */
export function samplePlan(
  inputs: readonly (readonly number[])[],
  change: (index: number) => Partial<PlannedArtifact> = () => ({}),
): ExecutionPlan {
  return {
    format: 1,
    runbook: { name: "Sample", description: "A sample", contact: null, path: "sample.yaml", digest: zeros },
    config: {
      timeoutMs: null,
      maxConcurrency: 10,
      workers: null,
      costLimit: null,
      retain: "all",
      secrets: [],
    },
    artifacts: inputs.map((list, index) => ({ ...artifactAt(index, list), ...change(index) })),
  };
}

function artifactAt(index: number, inputs: readonly number[]): PlannedArtifact {
  const line = index + 5;
  return {
    id: idAt(index),
    name: null,
    description: null,
    contact: null,
    location: { file: "sample.yaml", line, column: 3, endLine: line, endColumn: 5 },
    group: [],
    method:
      inputs.length === 0
        ? { kind: "source", component }
        : { kind: "process", component, groups: [{ required: schema, schema, artifacts: inputs.map(idAt) }] },
    inputs: inputs.map(idAt),
    outputSchema: schema,
    outputStream: "items",
    config: {},
    fingerprint,
    output: false,
    optional: false,
    breakpoint: null,
    timeoutMs: null,
    retain: true,
    tags: [],
  };
}
