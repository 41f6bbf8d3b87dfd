import type { Article30Cell, ContentOf, gdprArticle30 } from "../../plugin/index.ts";

export type Record30 = ContentOf<typeof gdprArticle30>;

/** Something that an item of the Regulation needs, and that is missing. */
interface Missing {
  /** The item that asks for it, if that is not the entry's: the condition of Art. 9(2). */
  readonly item?: string;
  readonly message: string;
  readonly howToFill: string;
}

/** One item of the Regulation, for the whole record or for one activity. It is filled if nothing of it is missing. */
export interface Entry {
  readonly item: string;
  readonly activity: string | null;
  readonly missing: readonly Missing[];
  /** A candidate counts as open until a person declares it, also where nothing is missing. */
  readonly isCandidate?: boolean;
}

export const missing = (message: string, howToFill: string, item?: string): Missing => ({
  message,
  howToFill,
  ...(item === undefined ? {} : { item }),
});

export const addTo = (path: string): string => `add ${path} to the organisation file`;

export const hasValue = (cell: Article30Cell<unknown>): boolean => cell.value !== null;

/** Lists gaps in the order of their entries, and counts entries by item. */
export function measure(entries: readonly Entry[]): Pick<Record30, "gaps" | "completeness"> {
  const gaps = entries.flatMap(({ item, activity, missing: all }) =>
    all.map((one) => ({
      item: one.item ?? item,
      activity,
      message: one.message,
      how_to_fill: one.howToFill,
    })),
  );
  const byItem: Record30["completeness"]["by_item"] = {};
  for (const entry of entries) {
    const { filled, applicable } = byItem[entry.item] ?? { filled: 0, applicable: 0 };
    byItem[entry.item] = { filled: filled + Number(isFilled(entry)), applicable: applicable + 1 };
  }
  const filled = entries.filter(isFilled).length;
  const overall = entries.length === 0 ? 0 : Math.round((filled / entries.length) * 10_000) / 10_000;
  return { gaps, completeness: { overall, by_item: byItem } };
}

const isFilled = ({ missing: all, isCandidate = false }: Entry): boolean => all.length === 0 && !isCandidate;
