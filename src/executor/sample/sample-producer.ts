import { type DiagnosticCode, isWctError } from "../../diagnostics/index.ts";
import type {
  ArtifactStore,
  Attempt,
  Failure,
  MessageRef,
  PlannedArtifact,
  Producer,
  SchemaRef,
  Task,
} from "../../domain/index.ts";
import { type Sampled, type SampleProfile, type SchemaSource, sampleContent } from "../../schema/index.ts";
import { summaryOf } from "../jobs/index.ts";

export interface SampleProducerOptions {
  /** The schemas of all loaded plugins. */
  readonly schemas: ReadonlyMap<SchemaRef, SampledSchema>;
  /** Where samples are stored. */
  readonly artifacts: Pick<ArtifactStore, "writer">;
  /** The same seed gives the same bytes. */
  readonly seed: number;
  readonly profile: SampleProfile;
}

/** A schema, and the key of its content that becomes the message's summary. */
export interface SampledSchema extends SchemaSource {
  readonly summary: string | null;
}

/**
 * Creates the producer of a dry run: it generates each artifact from its output schema, and runs no component. An
 * artifact fails with WCT_SCHEMA_NO_SAMPLE if no content was found that conforms to the schema.
 */
export function createSampleProducer(options: SampleProducerOptions): Producer {
  return {
    produce: async (task, report) => {
      report.started(null);
      return await produce(options, task);
    },
  };
}

async function produce(options: SampleProducerOptions, task: Task): Promise<Attempt> {
  const { artifact } = task;
  const source = schemaOf(options, artifact);
  if (source === undefined) return failed(unknownSchema(artifact));
  const passed = passedOn(task);
  if (passed !== null) return { outcome: "produced", message: passed, object: null, ended: null };
  try {
    const sampled = sampleContent(source, {
      seed: `${options.seed} ${artifact.id}`,
      profile: options.profile,
      elements: elementsOf(task),
    });
    return sampled.ok ? await store(options, { artifact, source, sampled }) : failed(unsampled(artifact, sampled));
  } catch (error) {
    if (!isWctError(error)) throw error;
    return failed(failure(error.code, error.message, error.diagnostics[0]?.hint ?? null));
  }
}

/** Returns the schema of an artifact, or another version of the same major if this one is not loaded. */
function schemaOf({ schemas }: SampleProducerOptions, { outputSchema }: PlannedArtifact): SampledSchema | undefined {
  const sameMajor = `${outputSchema.split(".", 1)[0]}.`;
  return schemas.get(outputSchema) ?? [...schemas].find(([ref]) => ref.startsWith(sameMajor))?.[1];
}

/** An artifact without a component takes a single input of its schema as it is. */
function passedOn({ artifact, inputs }: Task): MessageRef | null {
  const [only, ...others] = inputs;
  const isPassed = artifact.method.kind === "pass-through" && others.length === 0;
  return isPassed && only?.message.schema === artifact.outputSchema ? only.message : null;
}

/** An artifact without a component has the elements of all its inputs. */
function elementsOf({ artifact, inputs }: Task): number | undefined {
  if (artifact.method.kind !== "pass-through") return undefined;
  return inputs.reduce((sum, { message }) => sum + (message.elements ?? 0), 0);
}

interface Storable {
  readonly artifact: PlannedArtifact;
  readonly source: SampledSchema;
  readonly sampled: Extract<Sampled, { readonly ok: true }>;
}

async function store({ artifacts }: SampleProducerOptions, { artifact, source, sampled }: Storable): Promise<Attempt> {
  const { outputSchema: schema } = artifact;
  const writer = artifacts.writer();
  try {
    if (sampled.elements !== null) writer.write(sampled.elements);
    const object = await writer.finish(schema, sampled.rest, { stream: sampled.elements !== null });
    const { digest, bytes, elements } = object;
    const summary = source.summary === null ? null : summaryOf(sampled.rest[source.summary]);
    return {
      outcome: "produced",
      message: { schema, digest, bytes, elements, summary, kept: true },
      object,
      ended: null,
    };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

const failed = (why: Failure): Attempt => ({ outcome: "failed", failure: why, object: null, ended: null });

const failure = (code: DiagnosticCode, message: string, hint: string | null): Failure => ({
  ...{ code, message, hint },
  componentCode: null,
  exception: null,
});

function unknownSchema({ id, outputSchema }: PlannedArtifact): Failure {
  const message = `no sample of artifact "${id}": the schema ${outputSchema} is unknown`;
  return failure("WCT_SCHEMA_NO_SAMPLE", message, "load the plugin that defines the schema");
}

function unsampled({ id, outputSchema }: PlannedArtifact, { keyword, path }: Extract<Sampled, { ok: false }>): Failure {
  const where = path === null ? "" : ` at ${path}`;
  const message = `no sample of artifact "${id}": 20 tries did not satisfy "${keyword}"${where} in the schema ${outputSchema}`;
  return failure(
    "WCT_SCHEMA_NO_SAMPLE",
    message,
    'add conforming "examples" to that part of the schema, or correct it',
  );
}
