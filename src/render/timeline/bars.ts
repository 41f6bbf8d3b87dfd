import type { Stretch } from "../../run/index.ts";

export interface BarSigns {
  readonly bar: string;
  readonly sliver: string;
  readonly lost: string;
  readonly cross: string;
  readonly reused: string;
  readonly arrow: string;
  readonly cut: string;
}

export const barSigns: Readonly<Record<"unicode" | "ascii", BarSigns>> = {
  unicode: { bar: "█", sliver: "▏", lost: "░", cross: "✖", reused: "◆", arrow: "→", cut: "…" },
  ascii: { bar: "#", sliver: "|", lost: "~", cross: "x", reused: "*", arrow: "->", cut: "..." },
};

export interface BarScale {
  readonly totalMs: number;
  /** Width of the chart in columns. */
  readonly chart: number;
  readonly signs: BarSigns;
}

export const columnOf = (ms: number, { totalMs, chart }: BarScale): number =>
  totalMs > 0 ? Math.round((ms / totalMs) * chart) : 0;

/** Draws stretches at their offsets and to scale; later ones follow after a gap. */
export function drawStretches(
  stretches: readonly Pick<Stretch, "startMs" | "endMs" | "isLost">[],
  scale: BarScale,
): string {
  const { chart, signs } = scale;
  let text = "";
  for (const { startMs, endMs, isLost } of stretches) {
    // A bar that ends at the right edge still needs a column to be visible.
    const from = Math.max(text.length, Math.min(columnOf(startMs, scale), chart - 1));
    const length = Math.min(columnOf(endMs - startMs, scale), chart - from);
    text = text.padEnd(from) + (length > 0 ? (isLost ? signs.lost : signs.bar).repeat(length) : signs.sliver);
  }
  return text;
}

/** Keeps the beginning and the end, where names differ. */
export function shortenMiddle(text: string, room: number, cut: string): string {
  if (text.length <= room) return text;
  const kept = room - cut.length;
  const head = Math.ceil(kept / 2);
  return text.slice(0, head) + cut + text.slice(text.length - (kept - head));
}
