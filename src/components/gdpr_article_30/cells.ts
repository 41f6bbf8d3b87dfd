import type { Article30Cell, Article30Provenance, Article30Status, Locator } from "../../plugin/index.ts";
import { type Sourced, sourceOf } from "./evidence.ts";

/** Makes cells that refer to one organisation file. */
export interface Cells {
  /** Returns the value declared at a path of the file; a gap if it is not declared. */
  readonly declared: <T>(value: T | undefined, path: string, missing?: Article30Status) => Article30Cell<T>;
  /** Returns a value that follows from the declaration at a path. */
  readonly inferred: <T>(value: T, path: string) => Article30Cell<T>;
  /** Returns a cell without a value, because the declaration at a path says that there is none. */
  readonly notApplicable: <T>(path: string) => Article30Cell<T>;
  readonly detected: <T>(
    value: T,
    from: readonly Sourced<FindingFacts & { readonly confidence: Confidence }>[],
    status?: "detected" | "inferred",
  ) => Article30Cell<T>;
  readonly both: <T>(value: T, path: string, from: readonly Sourced<FindingFacts>[]) => Article30Cell<T>;
}

/** What provenance tells about a finding. */
interface FindingFacts {
  readonly id: string;
  readonly locator: Locator;
}

type Confidence = "low" | "medium" | "high";
const ranks: readonly Confidence[] = ["low", "medium", "high"];

export function makeCells(file: string): Cells {
  const config = (path: string): Article30Provenance => ({ kind: "config", file, path });
  return {
    declared: (value, path, missing = "needs_human") =>
      value === undefined ? gap(missing) : { value, status: "provided", provenance: [config(path)] },
    inferred: (value, path) => ({ value, status: "inferred", provenance: [config(path)] }),
    notApplicable: (path) => ({ value: null, status: "not_applicable", provenance: [config(path)] }),
    detected: (value, from, status = "detected") => ({
      value,
      status,
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

/** Returns one entry per artifact, with ids and places in alphabetical order. */
function findingProvenance(from: readonly Sourced<FindingFacts>[]): Article30Provenance[] {
  return [...Map.groupBy(from, ({ artifact }) => artifact)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([artifact, all]) => ({
      kind: "finding",
      artifact,
      ids: sorted(all.map(({ finding }) => finding.id)),
      places: sorted(all.map(({ finding }) => sourceOf(finding.locator))),
    }));
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
