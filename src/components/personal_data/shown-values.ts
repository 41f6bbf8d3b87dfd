import type { EvidencePlace, FindingCandidate, Kit, Values } from "./candidate.ts";
import { type MaskKind, mask } from "./mask.ts";

/** A masked value, or a masked part of one, and the value's index in the column. */
export interface ShownValue {
  readonly text: string;
  readonly index: number;
}

type Shown = Pick<FindingCandidate, "evidence" | "places">;

/** Returns the evidence of values of a column: the masks, each once, and where each value stands first. */
export function shownValues(
  hits: readonly { readonly index: number }[],
  { values, kind, kit }: { readonly values: Values; readonly kind: MaskKind; readonly kit: Kit },
): Shown {
  const { maxEvidence, maxPlaces } = kit.options;
  const masked: ShownValue[] = [];
  const seen = new Set<string>();
  for (const { index } of hits) {
    if (seen.size >= maxEvidence && masked.length >= maxPlaces) break;
    const text = mask(values.distinct[index] ?? "", kind);
    seen.add(text);
    masked.push({ text, index });
  }
  return shownAt(masked, values, kit);
}

/** Returns the evidence of masked values. */
export function shownAt(shown: readonly ShownValue[], values: Values, kit: Kit): Shown {
  const { maxEvidence, maxPlaces } = kit.options;
  const first = new Map<string, number>();
  for (const { text, index } of shown) if (!first.has(text)) first.set(text, index);
  const evidence = [...first].slice(0, maxEvidence).map(([text, index]) => {
    const place = placeOf(index, values);
    return { text, ...(place === undefined ? {} : { place }) };
  });
  if (maxPlaces === 0) return { evidence };
  const indexes = [...new Set(shown.map(({ index }) => index))];
  return { evidence, places: indexes.flatMap((index) => placeOf(index, values) ?? []).slice(0, maxPlaces) };
}

function placeOf(index: number, { rows, lines }: Values): EvidencePlace | undefined {
  const [row, line] = [rows?.[index], lines?.[index]];
  if (row === undefined) return undefined;
  return { row, ...(line === undefined || line === 0 ? {} : { line }) };
}
