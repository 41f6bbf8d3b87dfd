import type { MessageRef } from "../../domain/index.ts";
import { formatBytes, formatCount } from "../text/index.ts";

/** More counts are for `--meta`. */
const mostCounts = 4;

/**
 * Returns what a message holds in a few words: `90 findings, 3 special category`. The elements come first, then the
 * numbers of the summary that are not 0; without either, the size.
 */
export function messageCounts(
  { elements, summary, bytes }: Pick<MessageRef, "elements" | "summary" | "bytes">,
  stream: string | null,
): string {
  const counts = new Map<string, number>();
  if (elements !== null) counts.set(stream ?? "elements", elements);
  for (const [key, value] of Object.entries(summary ?? {})) {
    if (typeof value === "number" && value !== 0 && !counts.has(key)) counts.set(key, value);
  }
  if (counts.size === 0) return formatBytes(bytes);
  return [...counts]
    .slice(0, mostCounts)
    .map(([key, count]) => `${formatCount(count)} ${named(key, count)}`)
    .join(", ");
}

/** The keys of streams and summaries are plural: `1 findings` reads as a mistake. */
function named(key: string, count: number): string {
  const words = key.replaceAll("_", " ");
  if (count !== 1 || !/[^s]s$/.test(words)) return words;
  return words.endsWith("ies") ? `${words.slice(0, -3)}y` : words.slice(0, -1);
}
