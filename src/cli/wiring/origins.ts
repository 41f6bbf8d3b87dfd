import { dirname, relative, resolve, sep } from "node:path";
import {
  type ArtifactId,
  type ExecutionPlan,
  isJsonObject,
  type JsonValue,
  type PlannedArtifact,
} from "../../domain/index.ts";
import { hostMark, type Origin } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { Io } from "../io.ts";

export interface OriginQuestion {
  readonly plan: ExecutionPlan;
  readonly registry: Pick<Registry, "connectors">;
  readonly artifact: ArtifactId;
}

/**
 * The files and folders that an artifact was made from, in the order of the plan: what its connectors take by file() and
 * dir(). Paths start where a code host's do: at the top of the repository in a job, else in the current folder.
 */
export function originsOf(
  io: Pick<Io, "cwd" | "env">,
  { plan, registry, artifact }: OriginQuestion,
): readonly Origin[] {
  const wanted = withAllInputs(plan, artifact);
  const top = io.env.get("GITHUB_WORKSPACE") ?? io.cwd;
  return plan.artifacts
    .filter(({ id, method }) => wanted.has(id) && method.kind === "source")
    .flatMap((source) =>
      markedPaths(source, registry).map(({ kind, written }) => {
        if (written.includes("${")) return { kind, written, path: null, absolute: null };
        const absolute = resolve(io.cwd, dirname(source.location.file), written);
        const path = relative(top, absolute);
        const isInside = path !== ".." && !path.startsWith(`..${sep}`);
        return { kind, written, path: isInside ? path.split(sep).join("/") : null, absolute };
      }),
    );
}

function withAllInputs({ artifacts }: ExecutionPlan, artifact: ArtifactId): ReadonlySet<ArtifactId> {
  const inputs = new Map(artifacts.map((one) => [one.id, one.inputs]));
  const found = new Set([artifact]);
  for (const id of found) for (const input of inputs.get(id) ?? []) found.add(input);
  return found;
}

/** Of the top level of the configuration. A connector that is not loaded may have read any folder. */
function markedPaths({ method, config }: PlannedArtifact, { connectors }: OriginQuestion["registry"]) {
  if (method.kind !== "source") return [];
  const connector = connectors.get(method.component.type);
  if (connector === undefined) return [{ kind: "dir", written: "${}" } as const];
  const properties: JsonValue | undefined = connector.configSchema["properties"];
  return Object.entries(config).flatMap(([key, written]) => {
    const schema = isJsonObject(properties) ? properties[key] : undefined;
    const kind = isJsonObject(schema) ? schema[hostMark] : undefined;
    return typeof written === "string" && (kind === "file" || kind === "dir") ? [{ kind, written } as const] : [];
  });
}
