import type { Paint } from "../../paint.ts";
import { type Arms, lineSign } from "./line-signs.ts";

/** A sheet of character cells that lines and texts are drawn on. Grows as needed; coordinates from 0. */
export interface Canvas {
  /** A straight line from cell to cell, both included. Heavy lines win over light ones. */
  readonly line: (from: Cell, to: Cell, heavy: boolean) => void;
  /** Lines that meet here belong together; without it, a crossing shows the upright one passing over. */
  readonly join: (cell: Cell) => void;
  readonly text: (cell: Cell, text: string, paint?: Paint) => void;
  /** Lines without trailing spaces; of rows that follow each other and hold only upright lines, the first. */
  readonly render: (ascii: boolean, paintLine: Paint) => readonly string[];
}

export interface Cell {
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

  line(from: Cell, to: Cell, heavy: boolean): void {
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

  join(cell: Cell): void {
    this.#at(cell).isJoin = true;
  }

  text(cell: Cell, text: string, paint?: Paint): void {
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

  #at({ x, y }: Cell): Content {
    const rows = this.#rows;
    while (rows.length <= y) rows.push([]);
    const row = rows[y]!;
    while (row.length <= x) row.push({ arms: [0, 0, 0, 0], isJoin: false, sign: null, paint: null });
    return row[x]!;
  }

  #arm(cell: Cell, side: 0 | 1 | 2 | 3, weight: number): void {
    const { arms } = this.#at(cell);
    arms[side] = Math.max(arms[side], weight);
  }
}

/** Nothing begins, ends or turns in it. */
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
