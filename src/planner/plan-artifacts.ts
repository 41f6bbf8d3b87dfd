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
import type { Maker } from "./components.ts";
import type { Planning } from "./context.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Links, resolvableOrder } from "./links.ts";
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
  return links.artifacts.map((artifact, position) => {
    const own = schemas.get(artifact.id);
    invariant(own, `artifact "${artifact.id}" has no schema, and nobody said why`);
    const maker = makers.get(artifact.id);
    const past = reused.get(artifact.id);
    const { id, name, description, contact, location, group, output, optional, breakpoint, timeoutMs, tags } = artifact;
    // Without spreading: an object that is put together from others takes several times as long to make.
    return {
      id,
      name,
      description,
      contact,
      location,
      group,
      method: plannedMethod(artifact, { maker, past, schemas: own }),
      inputs: (links.dag.dependencies[position] ?? []).flatMap((input) => links.artifacts[input]?.id ?? []),
      outputSchema: own.output.ref,
      outputStream: past?.stream ?? planning.registry.schemas.get(own.output.ref)?.stream ?? null,
      config: writtenConfig(artifact.method),
      fingerprint: fingerprint(planning, { artifact, maker, past, inputs: own.inputs }),
      output,
      optional,
      breakpoint,
      timeoutMs,
      retain: retained[position] ?? true,
      tags,
    };
  });
}

/** Of a reuse what stands in the place of properties. */
function writtenConfig(method: RunbookArtifact["method"]): JsonObject {
  switch (method.kind) {
    case "source":
    case "process":
      return method.properties.written;
    case "reuse":
      return { from_run: method.writtenRun, artifact: method.artifact.value };
    case "pass-through":
      return {};
  }
}

interface Origin {
  readonly maker: Maker | undefined;
  readonly past: FoundArtifact | undefined;
  readonly schemas: ResolvedSchemas;
}

function plannedMethod(artifact: RunbookArtifact, { maker, past, schemas }: Origin): Method {
  const { kind } = artifact.method;
  switch (kind) {
    case "pass-through":
      return { kind };
    case "source":
      return { kind, component: plannedComponent(artifact, maker) };
    case "process":
      return { kind, component: plannedComponent(artifact, maker), groups: schemas.groups };
    case "reuse":
      invariant(past, `artifact "${artifact.id}" reuses nothing, and nobody said why`);
      return { kind, run: past.run, artifact: past.artifact };
    default:
      return assertNever(kind);
  }
}

function plannedComponent({ id }: RunbookArtifact, maker: Maker | undefined): PlannedComponent {
  invariant(maker, `artifact "${id}" has no component, and nobody said why`);
  const { kind, type, version, home, definition } = maker.component;
  const { deterministic, sensitivity, blocking = true } = definition;
  return { kind, type, plugin: home.plugin, version, deterministic, blocking, sensitivity };
}

/**
 * Whether each artifact's content stays after the run. A pass-through holds what its inputs hold, so it stays only if
 * all of them do.
 */
function retention(runbook: Runbook, { artifacts, dag }: Links, makers: Parts["makers"]): readonly boolean[] {
  const stays = artifacts.map(() => true);
  for (const position of resolvableOrder(dag)) {
    const artifact = artifacts[position];
    const maker = artifact && makers.get(artifact.id);
    const isRaw = maker?.component.definition.sensitivity === "raw" && runbook.config.retain === "derived";
    const inherited =
      artifact?.method.kind !== "pass-through" || (dag.dependencies[position] ?? []).every((input) => stays[input]);
    stays[position] = artifact?.retain ?? (inherited && !isRaw);
  }
  return stays;
}
