import type { CompletionCandidate } from "./candidate.ts";

/** Returns `tag:NAME` for each tag, quoted where a selection needs it. */
export function tagsOf(artifacts: readonly { readonly tags: readonly string[] }[]): readonly CompletionCandidate[] {
  const tags = new Set(artifacts.flatMap((artifact) => artifact.tags));
  return [...tags].map((tag) => ({ value: `tag:${/[\s,()+]/.test(tag) ? `"${tag}"` : tag}`, about: "" }));
}
