import { attributeOf, type XmlAttributes, type XmlHandlers } from "../parts/index.ts";
import type { SheetRow } from "./xlsx-rows.ts";

/** A row of an OpenDocument spreadsheet with the sheet it is in. */
export interface OdsRow extends SheetRow {
  readonly sheet: string;
}

const maxColumns = 16_384;
/** A row that is said to repeat more often is taken this often. */
const maxRepeats = 1_000;

/** Gives the rows of all sheets in `content.xml`. Rows and cells that repeat are given as often. */
export const odsRows = (emit: (row: OdsRow) => void): XmlHandlers => new OdsReader(emit).handlers;

class OdsReader {
  readonly #emit: (row: OdsRow) => void;
  #sheet = "";
  #row = 0;
  #repeats = 1;
  #cells: string[] = [];
  #value: string | undefined;
  #text: string[] = [];
  #columns = 1;
  #column = 0;
  #cellDepth = 0;
  #paragraphDepth = 0;

  constructor(emit: (row: OdsRow) => void) {
    this.#emit = emit;
  }

  readonly handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === "table") {
        this.#sheet = attributeOf(attributes, "name") ?? "";
        this.#row = 0;
      } else if (name === "table-row") {
        this.#repeats = countOf(attributes, "number-rows-repeated");
        this.#cells = [];
        this.#column = 0;
      } else if (name === "table-cell" || name === "covered-table-cell") this.#openCell(attributes);
      else if (name === "p" && this.#cellDepth > 0) {
        this.#paragraphDepth += 1;
        this.#text.push("");
      } else if (name === "s" || name === "tab" || name === "line-break") this.#add(" ");
    },
    text: (text) => {
      if (this.#paragraphDepth > 0) this.#add(text);
    },
    close: (name) => {
      if (name === "p" && this.#paragraphDepth > 0) this.#paragraphDepth -= 1;
      else if (name === "table-cell" || name === "covered-table-cell") this.#closeCell();
      else if (name === "table-row") this.#closeRow();
    },
  };

  #openCell(attributes: XmlAttributes): void {
    this.#cellDepth += 1;
    this.#text = [];
    this.#columns = countOf(attributes, "number-columns-repeated");
    const type = attributeOf(attributes, "value-type");
    if (type === "date") this.#value = attributeOf(attributes, "date-value")?.replace("T", " ");
    else if (type === "float") this.#value = attributeOf(attributes, "value");
    else this.#value = undefined;
  }

  #add(text: string): void {
    const last = this.#text.length - 1;
    if (last >= 0) this.#text[last] += text;
  }

  #closeCell(): void {
    this.#cellDepth -= 1;
    const shown = this.#text.join("\n");
    // A number is shown rounded, but with the zeros that lead it.
    const value = this.#value === undefined || /^0\d+$/.test(shown) ? shown : this.#value;
    const end = Math.min(this.#column + this.#columns, maxColumns);
    if (value !== "") {
      while (this.#cells.length < this.#column) this.#cells.push("");
      while (this.#cells.length < Math.min(end, this.#column + maxRepeats)) this.#cells.push(value);
    }
    this.#column = end;
  }

  #closeRow(): void {
    if (this.#cells.length > 0) {
      const times = Math.min(this.#repeats, maxRepeats);
      for (let index = 1; index <= times; index++) {
        this.#emit({ sheet: this.#sheet, number: this.#row + index, cells: this.#cells });
      }
    }
    this.#row += this.#repeats;
  }
}

const countOf = (attributes: XmlAttributes, name: string): number => {
  const count = Number(attributeOf(attributes, name) ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
};
