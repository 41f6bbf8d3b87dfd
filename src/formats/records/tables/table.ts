import type { FieldPiece, NoticePiece } from "../../piece.ts";
import { FieldCollector, type FieldStore } from "../collector.ts";
import { fieldNames } from "../field-names.ts";
import { type FieldNode, FieldTree } from "../field-tree.ts";
import { findHeader } from "./header.ts";

/** Receives the rows of a table in order, and gives the values of each column. */
export interface TableReader {
  /**
   * `rowNumber`: the row in the file or sheet, from 1. `line`: the line of the text in which the row starts; 0 or
   * absent where the format has no lines. Empty rows may be left out.
   */
  readonly row: (cells: readonly string[], rowNumber: number, line?: number) => void;
  /** Returns one field for each column with values, and a notice if columns were left out. */
  readonly end: () => readonly (FieldPiece | NoticePiece)[];
}

/** The table that a reader reads. */
export interface TablePlace {
  readonly path: string;
  readonly sheet?: string;
}

const lookAhead = 25;
const mostColumns = 1000;
const [brace, bracket] = ["{".charCodeAt(0), "[".charCodeAt(0)];

/**
 * Reads a table: finds its header among the first rows, skips titles above it, and collects the distinct values of each
 * column in bounded memory. Columns without a name are called `column N`.
 */
export const readTable = (place: TablePlace): TableReader => new Table(place);

interface HeldRow {
  readonly cells: readonly string[];
  readonly row: number;
  readonly line: number;
}

class Table implements TableReader {
  readonly #place: TablePlace;
  readonly #collector = new FieldCollector();
  #stores: (FieldStore | undefined)[] = [];
  #nested: FieldNode[] = [];
  #held: HeldRow[] = [];
  #isDecided = false;
  #widest = 0;

  constructor(place: TablePlace) {
    this.#place = place;
  }

  row(cells: readonly string[], row: number, line = 0): void {
    if (this.#isDecided) {
      this.#collect(cells, row, line);
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    this.#held.push({ cells: [...cells], row, line });
    if (this.#held.length >= lookAhead) this.#decide();
  }

  end(): readonly (FieldPiece | NoticePiece)[] {
    if (!this.#isDecided) this.#decide();
    const { path, sheet } = this.#place;
    const pieces = this.#collector.pieces(path, sheet);
    if (this.#widest <= mostColumns) return pieces;
    const reason = `more than ${mostColumns} columns; the others are read as text only`;
    return [...pieces, { kind: "notice", path, reason, read: mostColumns, total: this.#widest }];
  }

  #decide(): void {
    const rows = this.#held.map(({ cells }) => cells);
    const start = findHeader(rows);
    const widest = Math.max(start.width, ...rows.map((cells) => cells.length));
    const width = Math.min(widest, mostColumns);
    const names = fieldNames(start.header ?? [], width);
    this.#stores = names.map((name) => this.#collector.field(name));
    const { root } = new FieldTree(this.#collector);
    this.#nested = names.map((name) => root.key(name));
    this.#isDecided = true;
    for (const { cells, row, line } of this.#held.slice(start.first)) this.#collect(cells, row, line);
    this.#held = [];
  }

  #collect(cells: readonly string[], row: number, line: number): void {
    const stores = this.#stores;
    this.#collector.records++;
    if (cells.length > stores.length) this.#widen(cells.length);
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index];
      if (cell === undefined || cell === "") continue;
      // JSON in a cell has fields of its own.
      const isJson = cell.charCodeAt(0) === brace || cell.charCodeAt(0) === bracket;
      if (isJson) this.#nested[index]?.add(cell, row, line);
      else stores[index]?.add(cell, row, line);
    }
  }

  /** A row with more cells than the header gives further columns without names. */
  #widen(length: number): void {
    this.#widest = Math.max(this.#widest, length);
    for (let index = this.#stores.length; index < Math.min(length, mostColumns); index++) {
      this.#stores.push(this.#collector.field(`column ${index + 1}`));
      this.#nested.push(new FieldTree(this.#collector).root.key(`column ${index + 1}`));
    }
  }
}
