import type { ArtifactStatus } from "../src/domain/index.ts";
import { statusOrder } from "../src/render/graph/status.ts";
import type { ReportArtifact, ReportData } from "../src/render/report/model.ts";

export interface Report extends ReportData {
  readonly byId: ReadonlyMap<string, ReportArtifact>;
  /** Ids of the direct dependents of each artifact, in plan order. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

/** Parses the data embedded in the page. */
export function readReport(text: string): Report {
  const data: ReportData = JSON.parse(text);
  const dependents = new Map<string, string[]>();
  for (const { id, inputs } of data.artifacts) {
    for (const { artifact } of inputs) {
      const known = dependents.get(artifact);
      if (known === undefined) dependents.set(artifact, [id]);
      else known.push(id);
    }
  }
  return { ...data, byId: new Map(data.artifacts.map((one) => [one.id, one])), dependents };
}

/** Returns everything that an artifact was made from, or that was made from it, without the artifact itself. */
export function lineage(report: Report, id: string, direction: "up" | "down"): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const next of neighbours(report, one, direction)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

export function neighbours(report: Report, id: string, direction: "up" | "down"): readonly string[] {
  if (direction === "down") return report.dependents.get(id) ?? [];
  return report.byId.get(id)?.inputs.map(({ artifact }) => artifact) ?? [];
}

/**
 * Returns the warnings of components about their outputs, for example about data they could not read. Failed artifacts
 * have errors instead.
 */
export function warnings({
  artifacts,
}: Report): readonly { readonly artifact: ReportArtifact; readonly text: string }[] {
  return artifacts.flatMap((artifact) => {
    if (artifact.status !== "completed") return [];
    const texts = artifact.notes.filter(({ level }) => level === "warn" || level === "error").map(({ text }) => text);
    return [...new Set(texts)].map((text) => ({ artifact, text }));
  });
}

/** Groups artifacts that failed in the same way. Groups are in plan order of their first artifacts. */
export function failureGroups({ artifacts }: Report): readonly (readonly [ReportArtifact, ...ReportArtifact[]])[] {
  const groups = new Map<string, [ReportArtifact, ...ReportArtifact[]]>();
  for (const one of artifacts) {
    if (one.error === null) continue;
    const { code, componentCode, message, hint, exception, optional } = one.error;
    const way = JSON.stringify([code, componentCode, message, hint, exception, optional]);
    const known = groups.get(way);
    if (known === undefined) groups.set(way, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

/** The artifacts of a child runbook, as far as they are listed. */
export interface ArtifactSection {
  /** `outer/inner`; null: outside child runbooks. */
  readonly runbook: string | null;
  readonly artifacts: readonly ReportArtifact[];
  /** Number of artifacts in each status, also of those that are not listed yet. */
  readonly counts: readonly (readonly [ArtifactStatus, number])[];
}

/**
 * Sorts artifacts into child runbooks, in plan order, with those outside first. Lists `most` artifacts, and no child
 * runbook behind them.
 */
export function sectionsOf(artifacts: readonly ReportArtifact[], most: number): readonly ArtifactSection[] {
  const groups = new Map<string | null, ReportArtifact[]>([[null, []]]);
  for (const one of artifacts) {
    const runbook = one.group.length === 0 ? null : one.group.join("/");
    const known = groups.get(runbook);
    if (known === undefined) groups.set(runbook, [one]);
    else known.push(one);
  }
  let left = most;
  return [...groups].flatMap(([runbook, members]) => {
    const listed = members.slice(0, Math.max(0, left));
    left -= members.length;
    const counts = statusOrder
      .map((status) => [status, members.filter((one) => one.status === status).length] as const)
      .filter(([, count]) => count > 0);
    return listed.length === 0 ? [] : [{ runbook, artifacts: listed, counts }];
  });
}
