import type { ArtifactStatus } from "../../../domain/index.ts";
import { plainWidth, plural } from "../../text/index.ts";
import { middleCut, shortText, statusLine } from "../drawing.ts";
import type { DrawnNode } from "../model.ts";
import { statusOrder } from "../status.ts";

/** One line of text in a box. */
interface BoxLine {
  readonly text: string;
  readonly style: "id" | "title" | "name" | "status";
}

/** A box with its lines, in pixels. */
export interface NodeBox {
  readonly lines: readonly BoxLine[];
  readonly width: number;
  readonly height: number;
  /** Shares of a group's members by status, after a run, drawn as a bar below the lines. */
  readonly shares: readonly { readonly status: ArtifactStatus; readonly share: number }[];
}

export const lineHeight = 16;
/** Height of a group's bar, with the space above it. */
export const barRoom = 12;
const padding = 12;
// Widths per character: exact for a monospace font, an upper estimate for others.
const perCharacter = { id: 7.3, title: 7.8, name: 6.8, status: 6.8 } as const;
const limits = { id: 44, title: 40, name: 40, status: 60, range: 20 } as const;

export function boxOf(node: DrawnNode): NodeBox {
  const lines = node.range === null ? artifactLines(node) : groupLines(node, node.range);
  const widest = Math.max(...lines.map(({ text, style }) => plainWidth(text) * perCharacter[style]));
  const shares = sharesOf(node);
  return {
    lines,
    width: Math.max(64, Math.ceil(widest / 2) * 2 + 2 * padding),
    height: lines.length * lineHeight + padding + (shares.length > 0 ? barRoom : 0),
    shares,
  };
}

function artifactLines(node: DrawnNode): readonly BoxLine[] {
  const status = statusLine(node);
  return [
    { text: shortText(node.label, limits.id), style: "id" },
    ...(node.name === null ? [] : [{ text: shortText(node.name, limits.name), style: "name" } as const]),
    ...(status === null ? [] : [{ text: status, style: "status" } as const]),
  ];
}

function groupLines(node: DrawnNode, range: string): readonly BoxLine[] {
  const status = statusLine(node);
  const ends = range.split(" … ").map((id) => middleCut(id, limits.range));
  return [
    { text: shortText(node.label, limits.title), style: "title" },
    { text: plural(node.members.length, "artifact"), style: "name" },
    { text: ends.join(" … "), style: "name" },
    ...(status === null ? [] : [{ text: status, style: "status" } as const]),
  ];
}

function sharesOf({ counts, members }: DrawnNode): NodeBox["shares"] {
  if (counts === null) return [];
  return statusOrder.flatMap((status) => {
    const count = counts[status] ?? 0;
    return count === 0 ? [] : [{ status, share: count / members.length }];
  });
}

/** Space around the contents of an open group, and for the line with its name above them. */
export const openRoom = { side: 14, head: 30, foot: 14 } as const;

/** Returns the frame of an open group around its contents. */
export function openBox(node: DrawnNode, inner: { readonly width: number; readonly height: number }): NodeBox {
  const status = statusLine(node);
  const text = [
    `− ${shortText(node.label, limits.title)}`,
    plural(node.members.length, "artifact"),
    ...(status === null ? [] : [status]),
  ].join(" · ");
  return {
    lines: [{ text, style: "title" }],
    width: Math.max(inner.width, plainWidth(text) * perCharacter.title) + 2 * openRoom.side,
    height: inner.height + openRoom.head + openRoom.foot,
    shares: [],
  };
}
