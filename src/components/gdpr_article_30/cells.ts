import type { Article30Cell, Article30Provenance, Article30Status } from "../../plugin/index.ts";
import type { Sourced } from "./evidence.ts";

/** Makes cells that refer to one organisation file. */
export interface Cells {
  /** Returns the value declared at a path of the file; a gap if it is not declared. */
  readonly declared: <T>(value: T | undefined, path: string, missing?: Article30Status) => Article30Cell<T>;
  readonly detected: <T>(
    value: T,
    from: readonly Sourced<{ readonly id: string; readonly confidence: Confidence }>[],
  ) => Article30Cell<T>;
  readonly both: <T>(value: T, path: string, from: readonly Sourced<{ readonly id: string }>[]) => Article30Cell<T>;
}

type Confidence = "low" | "medium" | "high";
const ranks: readonly Confidence[] = ["low", "medium", "high"];

export function makeCells(file: string): Cells {
  const config = (path: string): Article30Provenance => ({ kind: "config", file, path });
  return {
    declared: (value, path, missing = "needs_human") =>
      value === undefined ? gap(missing) : { value, status: "provided", provenance: [config(path)] },
    detected: (value, from) => ({
      value,
      status: "detected",
      provenance: findingProvenance(from),
      confidence: ranks[Math.max(...from.map(({ finding }) => ranks.indexOf(finding.confidence)))] ?? "low",
    }),
    both: (value, path, from) => ({
      value,
      status: "provided",
      provenance: [config(path), ...findingProvenance(from)],
    }),
  };
}

/** Makes a cell without a value, whose status gives the reason. */
export function gap<T>(status: Article30Status): Article30Cell<T> {
  return { value: null, status, provenance: [] };
}

/** Returns one entry per artifact, with ids in alphabetical order. */
function findingProvenance(from: readonly Sourced<{ readonly id: string }>[]): Article30Provenance[] {
  const byArtifact = new Map<string, Set<string>>();
  for (const { artifact, finding } of from) {
    byArtifact.set(artifact, (byArtifact.get(artifact) ?? new Set()).add(finding.id));
  }
  return [...byArtifact]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([artifact, ids]) => ({ kind: "finding", artifact, ids: [...ids].sort() }));
}
