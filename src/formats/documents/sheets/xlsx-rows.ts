import { attributeOf, readXml, type XmlAttributes, type XmlHandlers, type XmlState } from "../parts/index.ts";
import { type NumberFormat, shownNumber } from "./number-format.ts";

/** A row of a sheet. Cells without content are empty; trailing ones are omitted. */
export interface SheetRow {
  /** From 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** What the cells of a sheet refer to. */
export interface WorkbookTables {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  /** Whether dates count from 1904. */
  readonly is1904: boolean;
}

/** Reads the rows of a sheet of Office Open XML, as they are streamed. Rows without content are omitted. */
export const xlsxRows = (
  pieces: Iterable<Uint8Array>,
  tables: WorkbookTables,
  state: XmlState,
): Generator<SheetRow, void, void> => readXml<SheetRow>(pieces, state, (emit) => new RowReader(tables, emit).handlers);

/** More columns than any program allows. */
const maxColumns = 16_384;
const maxCell = 1024 * 1024;

class RowReader {
  readonly #tables: WorkbookTables;
  readonly #emit: (row: SheetRow) => void;
  #row = 0;
  #cells: string[] = [];
  #column = 0;
  #type = "n";
  #style = 0;
  #value = "";
  #isValue = false;
  #phonetic = 0;

  constructor(tables: WorkbookTables, emit: (row: SheetRow) => void) {
    this.#tables = tables;
    this.#emit = emit;
  }

  readonly handlers: XmlHandlers = {
    open: (name, attributes) => {
      switch (name) {
        case "row":
          this.#row = Number(attributeOf(attributes, "r") ?? this.#row + 1) || this.#row + 1;
          this.#cells = [];
          this.#column = 0;
          return;
        case "c":
          this.#openCell(attributes);
          return;
        case "rPh":
          this.#phonetic += 1;
          return;
        // The formula itself, in `f`, is not content.
        case "v":
        case "t":
          this.#isValue = this.#phonetic === 0;
      }
    },
    text: (text) => {
      if (this.#isValue && this.#value.length < maxCell) this.#value += text;
    },
    close: (name) => {
      if (name === "v" || name === "t") this.#isValue = false;
      else if (name === "rPh") this.#phonetic -= 1;
      else if (name === "c") this.#closeCell();
      else if (name === "row" && this.#cells.length > 0) this.#emit({ number: this.#row, cells: this.#cells });
    },
  };

  #openCell(attributes: XmlAttributes): void {
    const { r: reference, t: type = "n", s: style = "0" } = attributes;
    const column = reference === undefined ? undefined : columnOf(reference);
    this.#column = column ?? this.#column + 1;
    this.#type = type;
    this.#style = Number(style);
    this.#value = "";
  }

  #closeCell(): void {
    const shown = this.#shown();
    if (shown === "" || this.#column > maxColumns) return;
    while (this.#cells.length < this.#column - 1) this.#cells.push("");
    this.#cells[this.#column - 1] = shown;
  }

  #shown(): string {
    const { strings, formats, is1904 } = this.#tables;
    const value = this.#value;
    switch (this.#type) {
      case "s":
        return strings[Number(value)] ?? "";
      case "n":
        return value === "" ? "" : shownNumber(value, formats[this.#style] ?? "number", is1904);
      case "b":
        return value === "1" ? "true" : "false";
      case "e":
        return "";
      default:
        return value;
    }
  }
}

/** The number of the column of a reference such as `AB12`, from 1. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column === 0 || column > maxColumns * 2 ? undefined : column;
}
