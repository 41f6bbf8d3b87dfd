import { assertNever, invariant } from "../diagnostics/index.ts";
import type {
  ArtifactId,
  ExecutionPlan,
  JsonObject,
  Method,
  PlannedArtifact,
  PlannedComponent,
} from "../domain/index.ts";
import type { Runbook, RunbookArtifact } from "../runbook/index.ts";
import { sha256 } from "./canonical.ts";
import type { Planning } from "./context.ts";
import { createFingerprints } from "./fingerprint.ts";
import type { Links } from "./links.ts";
import type { Maker } from "./maker.ts";
import type { FoundArtifact } from "./past.ts";
import type { ResolvedSchemas } from "./resolve-schemas.ts";

interface Parts {
  readonly links: Links;
  readonly makers: ReadonlyMap<ArtifactId, Maker>;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
  readonly schemas: ReadonlyMap<ArtifactId, ResolvedSchemas>;
}

/** The plan without its artifacts. */
export function planRunbook(runbook: Runbook): Omit<ExecutionPlan, "artifacts"> {
  const { name, description, contact, file, text } = runbook;
  const { timeoutMs, maxConcurrency, workers, costLimit, retain, secrets } = runbook.config;
  return {
    format: 1,
    runbook: { name, description, contact, path: file, digest: sha256(text) },
    config: { timeoutMs, maxConcurrency, workers, costLimit, retain, secrets },
  };
}

/** The artifacts of a runbook in which nothing is wrong, in file order. */
export function planArtifacts(
  planning: Planning,
  { links, makers, reused, schemas }: Parts,
): readonly PlannedArtifact[] {
  const retained = retention(planning.runbook, links, makers);
  const fingerprint = createFingerprints(planning);
  const componentOf = createPlannedComponents();
  return links.artifacts.map((artifact, position) => {
    const own = schemas.get(artifact.id);
    invariant(own, `artifact "${artifact.id}" has no schema, and nobody said why`);
    const maker = makers.get(artifact.id);
    const past = reused.get(artifact.id);
    const { id, name, description, contact, location, group, output, optional, breakpoint, timeoutMs, tags } = artifact;
    const origin = { maker, past, schemas: own, componentOf };
    // Without spreading: an object that is put together from others takes several times as long to make.
    return {
      id,
      name,
      description,
      contact,
      location,
      group,
      method: plannedMethod(artifact, origin),
      inputs: inputsAt(links, position),
      outputSchema: own.output.ref,
      outputStream: past?.stream ?? planning.registry.schemas.get(own.output.ref)?.stream ?? null,
      config: writtenConfig(artifact.method, maker),
      fingerprint: fingerprint({ artifact, maker, past, inputs: own.inputs }),
      output,
      optional,
      breakpoint,
      timeoutMs,
      retain: retained[position] ?? true,
      tags,
    };
  });
}

function inputsAt({ artifacts, dag }: Links, position: number): readonly ArtifactId[] {
  const ids: ArtifactId[] = [];
  for (const input of dag.dependencies[position] ?? []) {
    const id = artifacts[input]?.id;
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

const nothing: JsonObject = {};

/** Of a reuse what stands in the place of properties. */
function writtenConfig(method: RunbookArtifact["method"], maker: Maker | undefined): JsonObject {
  switch (method.kind) {
    case "source":
    case "process":
      // Of artifacts that are made alike it is one object, so that nobody need compare them.
      return maker?.written ?? method.properties.written;
    case "reuse":
      return { from_run: method.writtenRun, artifact: method.artifact.value };
    case "pass-through":
      return nothing;
  }
}

interface Origin {
  readonly maker: Maker | undefined;
  readonly past: FoundArtifact | undefined;
  readonly schemas: ResolvedSchemas;
  readonly componentOf: (maker: Maker) => PlannedComponent;
}

function plannedMethod(artifact: RunbookArtifact, { maker, past, schemas, componentOf }: Origin): Method {
  const { kind } = artifact.method;
  const component = (): PlannedComponent => {
    invariant(maker, `artifact "${artifact.id}" has no component, and nobody said why`);
    return componentOf(maker);
  };
  switch (kind) {
    case "pass-through":
      return { kind };
    case "source":
      return { kind, component: component() };
    case "process":
      return { kind, component: component(), groups: schemas.groups };
    case "reuse":
      invariant(past, `artifact "${artifact.id}" reuses nothing, and nobody said why`);
      return { kind, run: past.run, artifact: past.artifact };
    default:
      return assertNever(kind);
  }
}

/** Each component once: what thousands of artifacts share takes no time to make, nor memory. */
function createPlannedComponents(): (maker: Maker) => PlannedComponent {
  const known = new Map<Maker["component"], PlannedComponent>();
  return ({ component }) => {
    const planned = known.get(component) ?? plannedComponent(component);
    known.set(component, planned);
    return planned;
  };
}

function plannedComponent({ kind, type, version, home, definition }: Maker["component"]): PlannedComponent {
  const { deterministic, sensitivity, blocking = true } = definition;
  return { kind, type, plugin: home.plugin, version, deterministic, blocking, sensitivity };
}

/**
 * Whether each artifact's content stays after the run. A pass-through holds what its inputs hold, so it stays only if
 * all of them do.
 */
function retention(runbook: Runbook, { artifacts, dag, order }: Links, makers: Parts["makers"]): readonly boolean[] {
  const stays = artifacts.map(() => true);
  for (const position of order) {
    const artifact = artifacts[position];
    const maker = artifact && makers.get(artifact.id);
    const isRaw = maker?.component.definition.sensitivity === "raw" && runbook.config.retain === "derived";
    const inherited =
      artifact?.method.kind !== "pass-through" || (dag.dependencies[position] ?? []).every((input) => stays[input]);
    stays[position] = artifact?.retain ?? (inherited && !isRaw);
  }
  return stays;
}
