import type { Paint } from "../../text/index.ts";
import { type Arms, lineSign } from "./line-signs.ts";

/** A grid of character cells for lines and texts. Grows as needed; coordinates start at 0. */
export interface Canvas {
  /** Draws a straight line between cells, both inclusive. Heavy lines take precedence over light ones. */
  readonly line: (from: CanvasCell, to: CanvasCell, heavy: boolean) => void;
  /** Marks a cell where lines are connected; an unmarked crossing is drawn with the vertical line on top. */
  readonly join: (cell: CanvasCell) => void;
  readonly text: (cell: CanvasCell, text: string, paint?: Paint) => void;
  /** Returns lines without trailing spaces; of consecutive rows that contain only vertical lines, only the first. */
  readonly render: (ascii: boolean, paintLine: Paint) => readonly string[];
}

export interface CanvasCell {
  readonly x: number;
  readonly y: number;
}

interface Content {
  arms: [number, number, number, number];
  isJoin: boolean;
  sign: string | null;
  paint: Paint | null;
}

export function createCanvas(): Canvas {
  return new CellCanvas();
}

/** Sides of a cell in the order of its arms. */
const [north, east, south, west] = [0, 1, 2, 3] as const;

class CellCanvas implements Canvas {
  readonly #rows: Content[][] = [];

  line(from: CanvasCell, to: CanvasCell, heavy: boolean): void {
    const weight = heavy ? 2 : 1;
    const [a, b] = from.x + from.y <= to.x + to.y ? [from, to] : [to, from];
    if (a.y === b.y) {
      for (let x = a.x; x <= b.x; x += 1) {
        if (x > a.x) this.#arm({ x, y: a.y }, west, weight);
        if (x < b.x) this.#arm({ x, y: a.y }, east, weight);
      }
    } else {
      for (let y = a.y; y <= b.y; y += 1) {
        if (y > a.y) this.#arm({ x: a.x, y }, north, weight);
        if (y < b.y) this.#arm({ x: a.x, y }, south, weight);
      }
    }
  }

  join(cell: CanvasCell): void {
    this.#at(cell).isJoin = true;
  }

  text(cell: CanvasCell, text: string, paint?: Paint): void {
    for (const [offset, sign] of [...text].entries()) {
      const content = this.#at({ x: cell.x + offset, y: cell.y });
      content.sign = sign;
      content.paint = paint ?? null;
    }
  }

  render(ascii: boolean, paintLine: Paint): readonly string[] {
    const rows = this.#rows;
    const shown = rows.filter((row, y) => !isIdle(row) || (y > 0 && !isIdle(rows[y - 1]!)));
    return shown.map((row) => renderRow(row, ascii, paintLine));
  }

  #at({ x, y }: CanvasCell): Content {
    const rows = this.#rows;
    while (rows.length <= y) rows.push([]);
    const row = rows[y]!;
    while (row.length <= x) row.push({ arms: [0, 0, 0, 0], isJoin: false, sign: null, paint: null });
    return row[x]!;
  }

  #arm(cell: CanvasCell, side: 0 | 1 | 2 | 3, weight: number): void {
    const { arms } = this.#at(cell);
    arms[side] = Math.max(arms[side], weight);
  }
}

/** Returns true if no line or text begins, ends or turns in the row. */
const isIdle = (row: readonly Content[]): boolean =>
  row.every(({ sign, arms: [n, e, s, w] }) => sign === null && e + w === 0 && n === s);

function renderRow(row: readonly Content[], ascii: boolean, paintLine: Paint): string {
  const runs: { text: string; paint: Paint | null }[] = [];
  for (const content of row) {
    const { text, paint } = cellText(content, ascii, paintLine);
    const last = runs.at(-1);
    if (last?.paint === paint) last.text += text;
    else runs.push({ text, paint });
  }
  const last = runs.at(-1);
  if (last !== undefined) last.text = last.text.trimEnd();
  return runs.map(({ text, paint }) => (paint === null || text === "" ? text : paint(text))).join("");
}

function cellText({ arms, isJoin, sign, paint }: Content, ascii: boolean, paintLine: Paint) {
  if (sign !== null) return { text: sign, paint };
  const [n, e, s, w] = arms;
  if (n + e + s + w === 0) return { text: " ", paint: null };
  const shown: Arms = !isJoin && n > 0 && s > 0 && e > 0 && w > 0 ? [n, 0, s, 0] : arms;
  return { text: lineSign(shown, ascii), paint: Math.max(...shown) > 1 ? paintLine : null };
}
