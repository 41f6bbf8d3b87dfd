import { seededRandom } from "../databases/index.ts";

/** The rows of a table to read, counted from 0 in the order of its key. */
export type RowChoice =
  | { readonly kind: "leading"; readonly rows: number }
  | { readonly kind: "positions"; readonly positions: readonly number[] };

interface SamplingOptions {
  readonly sampling: "first" | "stride" | "random";
  readonly seed: number;
  readonly rows: number;
}

/** Chooses rows of a table. The result depends only on the arguments. */
export function chooseRows(table: string, total: number, { sampling, seed, rows }: SamplingOptions): RowChoice {
  if (total <= rows || sampling === "first") return { kind: "leading", rows };
  switch (sampling) {
    case "stride":
      return {
        kind: "positions",
        positions: Array.from({ length: rows }, (_, index) => Math.floor((index * total) / rows)),
      };
    case "random":
      return { kind: "positions", positions: randomPositions({ total, rows, random: seededRandom(seed, table) }) };
  }
}

// Floyd's algorithm: returns distinct positions in as many steps as there are positions.
function randomPositions(wanted: {
  readonly total: number;
  readonly rows: number;
  readonly random: () => number;
}): number[] {
  const chosen = new Set<number>();
  for (let last = wanted.total - wanted.rows; last < wanted.total; last += 1) {
    const position = Math.floor(wanted.random() * (last + 1));
    chosen.add(chosen.has(position) ? last : position);
  }
  return [...chosen].sort((a, b) => a - b);
}
