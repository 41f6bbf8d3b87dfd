import type { EvidencePlace, FindingCandidate, Kit, Values } from "./candidate.ts";
import type { MaskKind } from "./evidence/index.ts";

/** What evidence shows of a value, or of a part of one, and the value's index in the column. */
export interface ShownValue {
  readonly text: string;
  readonly index: number;
}

type Shown = Pick<FindingCandidate, "evidence" | "places">;

interface ShownColumn {
  readonly values: Values;
  readonly kind: MaskKind;
  readonly category: string;
  readonly kit: Kit;
}

/** Returns the evidence of values of a column: each text once, and where each value stands first. */
export function shownValues(
  hits: readonly { readonly index: number; readonly verdict?: { readonly value: string } }[],
  { values, kind, category, kit }: ShownColumn,
): Shown {
  const { maxEvidence, maxPlaces, write } = kit.options;
  const written: ShownValue[] = [];
  const seen = new Set<string>();
  for (const { index, verdict } of hits) {
    if (seen.size >= maxEvidence && written.length >= maxPlaces) break;
    const text = write({ text: values.distinct[index] ?? "", value: verdict?.value, kind, category });
    seen.add(text);
    written.push({ text, index });
  }
  return shownAt(written, values, kit);
}

/** Returns the evidence of values that are already written. */
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
