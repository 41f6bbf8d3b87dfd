import { assertNever, invariant, wctError } from "../diagnostics/index.ts";
import {
  type ArtifactId,
  type ExecutionPlan,
  isJsonObject,
  type JsonObject,
  type Method,
  type OverriddenValue,
  type PlannedArtifact,
  type PlannedComponent,
  type RunLimits,
} from "../domain/index.ts";
import {
  type ConfigOverride,
  defaultConcurrency,
  type Runbook,
  type RunbookArtifact,
  type RunbookConfig,
  showConfigPath,
} from "../runbook/index.ts";
import type { Maker } from "./bind/index.ts";
import { sha256 } from "./canonical.ts";
import type { Planning } from "./context.ts";
import { createFingerprints } from "./fingerprint.ts";
import type { FoundArtifact } from "./past.ts";
import type { Links, ResolvedSchemas } from "./resolve/index.ts";

interface Parts {
  readonly links: Links;
  readonly makers: ReadonlyMap<ArtifactId, Maker>;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
  readonly schemas: ReadonlyMap<ArtifactId, ResolvedSchemas>;
}

/** Returns the plan without its artifacts. */
export function planRunbook({ runbook, children, overrides = [] }: Planning): Omit<ExecutionPlan, "artifacts"> {
  const { name, description, contact, file, text } = runbook;
  const { retain, secrets, placeholders } = runbook.config;
  return {
    format: 1,
    runbook: { name, description, contact, path: file, digest: sha256(definitionText(text, children)) },
    config: {
      ...storedLimits(runbook.config),
      retain,
      secrets,
      ...(Object.keys(placeholders).length === 0 ? {} : { placeholders }),
      ...(overrides.length === 0 ? {} : { overrides: overrides.map(overriddenValue) }),
    },
  };
}

/** Returns the text that identifies a runbook with all that it includes: a change of any file changes it. */
function definitionText(text: string, children: readonly Runbook[]): string {
  return children.length === 0 ? text : JSON.stringify([text, ...children.map((child) => [child.file, child.text])]);
}

const overriddenValue = ({ artifact, path }: ConfigOverride): OverriddenValue => ({
  artifact: artifact as ArtifactId,
  path: showConfigPath(path),
});

/** Returns the limits as the runbook contains them. A limit that comes from the environment gets its default value. */
function storedLimits({ timeoutMs, maxConcurrency, workers, costLimit, placeholders }: RunbookConfig): RunLimits {
  const isWritten = (key: string) => !Object.hasOwn(placeholders, key);
  return {
    timeoutMs: isWritten("timeout") ? timeoutMs : null,
    maxConcurrency: isWritten("max_concurrency") ? maxConcurrency : defaultConcurrency,
    workers: isWritten("workers") ? workers : null,
    costLimit: isWritten("cost_limit") ? costLimit : null,
  };
}

/** Returns the artifacts of a valid runbook, in file order. */
export function planArtifacts(
  planning: Planning,
  { links, makers, reused, schemas }: Parts,
): readonly PlannedArtifact[] {
  const retained = retention(planning.runbook, links, makers);
  const fingerprint = createFingerprints(planning);
  const componentOf = createPlannedComponents();
  return links.artifacts.map((artifact, position) => {
    const own = schemas.get(artifact.id);
    invariant(own, `artifact "${artifact.id}" has no schema and no diagnostic`);
    const maker = makers.get(artifact.id);
    const past = reused.get(artifact.id);
    const { id, name, description, contact, location, group, output, optional, breakpoint, timeoutMs, tags } = artifact;
    const origin = { maker, past, schemas: own, componentOf };
    // Written without spreading, because building an object from others is several times slower.
    const planned: PlannedArtifact = {
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
    return artifact.runsOn === undefined ? planned : { ...planned, runsOn: artifact.runsOn };
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

/** Returns what the plan stores as `properties`; for a reuse, its replacement. */
function writtenConfig(method: RunbookArtifact["method"], maker: Maker | undefined): JsonObject {
  switch (method.kind) {
    case "source":
    case "process":
      // Artifacts that are made in the same way share this object, so that it need not be compared.
      return maker?.written ?? method.properties.written;
    case "reuse":
      return { from_run: method.writtenRun, artifact: method.artifact.value };
    case "pass-through":
    case "child":
    case "unclear":
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
    invariant(maker, `artifact "${artifact.id}" has no component and no diagnostic`);
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
      invariant(past, `artifact "${artifact.id}" reuses nothing and has no diagnostic`);
      return { kind, run: past.run, artifact: past.artifact };
    case "child":
    case "unclear":
      throw wctError("WCT_INTERNAL", {
        message: `artifact "${artifact.id}" was planned without a way to make it`,
      });
    default:
      return assertNever(kind);
  }
}

/** Creates each planned component once, because sharing it among thousands of artifacts saves time and memory. */
function createPlannedComponents(): (maker: Maker) => PlannedComponent {
  const known = new Map<Maker["component"], PlannedComponent>();
  return (maker) => {
    const { component } = maker;
    const planned = known.get(component) ?? plannedComponent(component);
    known.set(component, planned);
    const sensitivity = sensitivityOf(maker);
    return sensitivity === planned.sensitivity ? planned : { ...planned, sensitivity };
  };
}

function plannedComponent({ kind, type, version, home, definition }: Maker["component"]): PlannedComponent {
  const { deterministic, sensitivity, blocking = true } = definition;
  return { kind, type, plugin: home.plugin, version, deterministic, blocking, sensitivity };
}

function sensitivityOf({ component: { definition }, bound }: Maker): PlannedComponent["sensitivity"] {
  const { input } = bound.config;
  return (isJsonObject(input) ? definition.sensitivityOf?.(input) : undefined) ?? definition.sensitivity;
}

/**
 * Decides whether each artifact's content remains after the run. A pass-through contains its inputs' content, so it
 * remains only if all of them do.
 */
function retention(runbook: Runbook, { artifacts, dag, order }: Links, makers: Parts["makers"]): readonly boolean[] {
  const stays = artifacts.map(() => true);
  for (const position of order) {
    const artifact = artifacts[position];
    const maker = artifact && makers.get(artifact.id);
    const isRaw =
      maker !== undefined &&
      sensitivityOf(maker) === "raw" &&
      (artifact?.dropsRaw || runbook.config.retain === "derived");
    const inherited =
      artifact?.method.kind !== "pass-through" || (dag.dependencies[position] ?? []).every((input) => stays[input]);
    stays[position] = artifact?.retain ?? (inherited && !isRaw);
  }
  return stays;
}
