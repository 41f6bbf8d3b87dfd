const longestSide = 200;
const sentenceStart = /[\s\S]*(?:\p{L}{3}\)?[.!?]["')»]?\s|\n\s*\n)/u;
const sentenceEnd = /[.!?]["')»]?\s+\p{Lu}|\n\s*\n/u;

/** Returns the offsets of the sentence around a place, at most 200 characters to each side. */
export function sentenceBounds(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  const first = Math.max(0, start - longestSide);
  const before = text.slice(first, start);
  const after = text.slice(end, end + longestSide);
  const cut = sentenceEnd.exec(after);
  return { from: first + (sentenceStart.exec(before)?.[0].length ?? 0), to: end + (cut?.index ?? after.length) };
}
