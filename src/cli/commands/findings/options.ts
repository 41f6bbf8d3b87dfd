import { type Baseline, defaultBaseline, readBaseline } from "../../../app/baseline/index.ts";
import type { FindingFilter } from "../../../app/review/index.ts";
import type { RunSummary } from "../../../domain/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

/** Options that select findings. */
export interface FilterOptions extends GlobalOptions {
  readonly category?: readonly string[];
  readonly subject?: readonly string[];
  readonly location?: readonly string[];
  readonly minScore?: number;
  readonly confidence?: string;
  readonly special?: boolean;
  readonly status?: "new" | "accepted" | "rejected" | "grown";
  readonly artifact?: string;
}

export function filterOf(options: FilterOptions): FindingFilter {
  const { category, subject, location, minScore, confidence, special, status, artifact } = options;
  return {
    categories: slugs(category),
    subjects: slugs(subject),
    locations: location,
    ...{ minScore, confidence, isSpecial: special, status, artifact },
  };
}

const slugs = (values: readonly string[] | undefined): readonly string[] | undefined =>
  values?.flatMap((value) => value.split(",").map((one) => one.trim().toLowerCase().replaceAll("-", "_")));

/** The baseline to use and its name: the one that is named, else the default file if it exists, else none. */
export async function usedBaseline(
  io: Io,
  than: RunSummary,
  { baseline, store }: GlobalOptions & { readonly baseline?: string | undefined },
): Promise<{ readonly name: string; readonly content: Baseline } | null> {
  const standard = defaultBaseline(io);
  const name = baseline ?? (standard.exists ? standard.file : null);
  return name === null ? null : { name, content: await readBaseline(io, name, { store, than }) };
}
