import { textWidth } from "../../table.ts";
import { shortText, statusLine } from "../drawing.ts";
import type { DrawnNode } from "../model.ts";

/** One line of text in a box. */
export interface BoxLine {
  readonly text: string;
  readonly style: "id" | "name" | "status";
}

/** A box with its lines, in pixels. */
export interface Box {
  readonly lines: readonly BoxLine[];
  readonly width: number;
  readonly height: number;
}

export const lineHeight = 16;
const padding = 12;
// Widths per character: of a monospace font exactly, of others on the safe side.
const perCharacter = { id: 7.3, name: 6.8, status: 6.8 } as const;
const limits = { id: 44, name: 40, status: 60 } as const;

export function boxOf(node: DrawnNode): Box {
  const status = statusLine(node);
  const lines: readonly BoxLine[] = [
    { text: shortText(node.label, limits.id), style: "id" },
    ...(node.name === null ? [] : [{ text: shortText(node.name, limits.name), style: "name" } as const]),
    ...(status === null ? [] : [{ text: status, style: "status" } as const]),
  ];
  const widest = Math.max(...lines.map(({ text, style }) => textWidth(text) * perCharacter[style]));
  return {
    lines,
    width: Math.max(64, Math.ceil(widest / 2) * 2 + 2 * padding),
    height: lines.length * lineHeight + padding,
  };
}
