import type { ArtifactStatus } from "../../domain/index.ts";

/** The appearance of a status: a fill, and always also a symbol and a word. */
interface StatusStyle {
  readonly fill: string;
  readonly stroke: string;
  readonly symbol: string;
  /** For terminals without symbols; none is a character that lines use. */
  readonly ascii: string;
  readonly word: string;
  readonly isDashed: boolean;
  readonly isBold: boolean;
}

const green = { fill: "#90EE90", stroke: "#2E7D32" } as const;
const grey = { fill: "#D3D3D3", stroke: "#5F6368" } as const;
const plain = { isDashed: false, isBold: false } as const;

/** Green, red, orange and grey as the first design of the graph defined them. */
export const statusStyles: Readonly<Record<ArtifactStatus, StatusStyle>> = {
  completed: { ...green, ...plain, symbol: "✔", ascii: "C", word: "completed" },
  reused: { ...green, ...plain, isDashed: true, symbol: "↺", ascii: "R", word: "reused" },
  failed: { ...plain, fill: "#FF6B6B", stroke: "#9B1C1C", symbol: "✖", ascii: "X", word: "failed" },
  interrupted: {
    ...plain,
    fill: "#FFA500",
    stroke: "#8A5300",
    isBold: true,
    symbol: "⊗",
    ascii: "I",
    word: "interrupted",
  },
  skipped: { ...plain, fill: "#FFA500", stroke: "#8A5300", symbol: "⊘", ascii: "S", word: "skipped" },
  running: { ...grey, ...plain, isBold: true, symbol: "▶", ascii: "~", word: "running" },
  pending: { ...grey, ...plain, symbol: "○", ascii: "o", word: "not yet executed" },
};

/** The order of legends and of class definitions. */
export const statusOrder = ["completed", "reused", "failed", "interrupted", "skipped", "running", "pending"] as const;
