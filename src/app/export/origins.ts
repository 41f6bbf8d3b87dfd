import { basename, dirname, relative, resolve, sep } from "node:path";
import {
  type ArtifactId,
  type ExecutionPlan,
  isJsonObject,
  type JsonValue,
  type PlannedArtifact,
} from "../../domain/index.ts";
import { ancestors } from "../../graph/index.ts";
import { type DeclaredPlace, hostMark, type Origin } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";
import { artifactGraph } from "../../run/index.ts";
import type { Host } from "../host/index.ts";

export interface OriginQuestion {
  readonly plan: ExecutionPlan;
  readonly registry: Pick<Registry, "connectors">;
  readonly artifact: ArtifactId;
}

/** What an exporter learns about the origin of an artifact. */
export interface ExportOrigins {
  readonly origins: readonly Origin[];
  readonly declared: DeclaredPlace;
}

/**
 * Returns the files and folders that an artifact was made from, in plan order (what its connectors take by file() and
 * dir()), and where the runbook declares the artifact. Paths are relative to the top of the repository in a CI job, as
 * code hosts expect, else to the current folder.
 */
export function originsOf({ cwd, env }: Host, { plan, registry, artifact }: OriginQuestion): ExportOrigins {
  const { artifacts, dag, nodeOf } = artifactGraph(plan.artifacts);
  const node = nodeOf(artifact);
  const inputs = ancestors(dag, [node]);
  const fromTop = pathsFrom(env.get("GITHUB_WORKSPACE") ?? cwd);
  const declaredAt = ({ location }: PlannedArtifact): DeclaredPlace => ({
    path: fromTop(resolve(cwd, location.file)),
    file: basename(location.file),
    line: location.line,
  });
  const origins = artifacts
    .filter(({ method }, one) => (one === node || inputs.has(one)) && method.kind === "source")
    .flatMap((source) =>
      markedPaths(source, registry).map(({ kind, written }) => {
        const declared = declaredAt(source);
        if (written.includes("${")) return { kind, written, path: null, absolute: null, declared };
        const absolute = resolve(cwd, dirname(source.location.file), written);
        return { kind, written, path: fromTop(absolute), absolute, declared };
      }),
    );
  return { origins, declared: declaredAt(artifacts[node]!) };
}

/** Returns paths relative to a folder, with forward slashes; null for a path outside it. */
const pathsFrom =
  (top: string) =>
  (absolute: string): string | null => {
    const path = relative(top, absolute);
    const isInside = path !== ".." && !path.startsWith(`..${sep}`);
    return isInside ? path.split(sep).join("/") : null;
  };

/** Returns paths of the top level of the configuration. A connector that is not loaded may have read any folder. */
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
