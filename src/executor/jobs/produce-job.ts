import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, JsonObject, SchemaRef, Task } from "../../domain/index.ts";
import type { BoundConfig } from "../../plugin/index.ts";
import type { ComponentAddress, InputAddress, PartAddress, ProduceJob } from "./protocol.ts";

/** The component of an artifact: its code's location, and its configuration with the values that the host resolved. */
export interface ComponentBinding {
  readonly home: Pick<ComponentAddress, "plugin" | "module" | "process">;
  readonly type: string;
  readonly config: BoundConfig;
}

/** The facts about a schema that jobs need: the key of its stream and, for exporters, its JSON Schema. */
export interface KnownSchema {
  readonly stream: string | null;
  readonly jsonSchema?: JsonObject;
}

export interface ProduceJobSource {
  /** By artifact, for every artifact that has a component. */
  readonly bindings: ReadonlyMap<ArtifactId, ComponentBinding>;
  readonly schemas: ReadonlyMap<SchemaRef, KnownSchema>;
}

/** Makes the job by which a worker makes one artifact. */
export function produceJobOf(source: ProduceJobSource, task: Task): ProduceJob {
  const { artifact } = task;
  const binding = source.bindings.get(artifact.id);
  invariant(binding !== undefined, `artifact "${artifact.id}" has no binding`);
  return {
    component: addressOf(withPaths(binding, source), artifact.method.kind === "source" ? "connector" : "processor"),
    config: binding.config,
    inputs: inputsOf(task, (ref) => schemaOf(source.schemas, ref)?.stream ?? null),
    startedAt: task.startedAt,
    hasTimeLimit: artifact.timeoutMs !== null,
  };
}

/** Grants a process read access to the files and folders named in the configurations of its plugin's components. */
function withPaths(binding: ComponentBinding, { bindings }: ProduceJobSource): ComponentBinding {
  const { home } = binding;
  if (home.process === undefined) return binding;
  const own = [...bindings.values()].filter((one) => one.home.module === home.module);
  const values = own.flatMap(({ config }) => [...config.values.values()]);
  const named = values.flatMap((value) => {
    if (value.kind === "secret") return [];
    const bases = value.kind === "ruleset" ? (value.bases ?? []) : [];
    return [value.path, ...bases.map(({ path }) => path)];
  });
  const process = { ...home.process, read: [...home.process.read, ...named] };
  return { ...binding, home: { ...home, process } };
}

function addressOf(
  { home, type }: Pick<ComponentBinding, "home" | "type">,
  kind: ComponentAddress["kind"],
): ComponentAddress {
  const { plugin, module, process } = home;
  return { kind, type, plugin, module, ...(process === undefined ? {} : { process }) };
}

/** Returns the input groups of the plan with the messages that this run made for them. */
function inputsOf({ artifact, inputs }: Task, streamOfRef: (ref: SchemaRef) => string | null): readonly InputAddress[] {
  if (artifact.method.kind !== "process") return [];
  return artifact.method.groups.map(({ required, artifacts }) => ({
    name: required.slice(0, required.indexOf(":")),
    parts: artifacts.map((id): PartAddress => {
      const input = inputs.find((one) => one.artifact === id);
      invariant(input !== undefined, `input "${id}" of "${artifact.id}" has no message`);
      const { schema, digest, elements } = input.message;
      return { artifact: id, schema, digest, elements, stream: streamOfRef(schema) };
    }),
  }));
}

/**
 * Returns a schema of this version, or of another version with the same name and major, because the stream does not
 * change within a major version.
 */
export function schemaOf(schemas: ReadonlyMap<SchemaRef, KnownSchema>, ref: SchemaRef): KnownSchema | null {
  const exact = schemas.get(ref);
  if (exact !== undefined) return exact;
  const sameMajor = `${ref.split(".", 1)[0]}.`;
  return [...schemas].find(([known]) => known.startsWith(sameMajor))?.[1] ?? null;
}
