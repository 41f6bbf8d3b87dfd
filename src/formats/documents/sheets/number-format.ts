import { attributeOf, readXml } from "../parts/index.ts";

/** How a number in a cell is shown: as it is, as a date or time, or with leading zeros up to a number of digits. */
export type NumberFormat = "number" | "date" | number;

/** Reads the formats of cells from the styles of a workbook, by the number of the style. */
export function cellFormats(pieces: Iterable<Uint8Array>): readonly NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  const found = readXml<number>(pieces, {}, (emit) => ({
    open: (name, attributes) => {
      if (name === "numFmt") {
        codes.set(Number(attributeOf(attributes, "numFmtId")), attributeOf(attributes, "formatCode") ?? "");
      }
      if (name === "cellXfs") isInCells = true;
      if (name === "xf" && isInCells) emit(Number(attributeOf(attributes, "numFmtId") ?? 0));
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  }));
  for (const id of found) formats.push(numberFormat(id, codes.get(id)));
  return formats;
}

/** Numbers of formats that every program knows as dates and times. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? "date" : "number";
  // What is quoted, escaped or in brackets is text, a colour or a currency; [h] counts hours.
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, "").split(";")[0] ?? "";
  if (/^0+$/.test(bare) && bare.length > 1) return bare.length;
  return /[dmyhs]/i.test(bare.replaceAll(/general|standard/gi, "")) ? "date" : "number";
}

/** Shows a number of a cell as `2025-03-14`, `2025-03-14 09:30:00`, `09:30:00`, or with leading zeros. */
export function shownNumber(value: string, format: NumberFormat, is1904: boolean): string {
  const number = Number(value);
  if (!Number.isFinite(number) || value.trim() === "") return value;
  if (format === "number") return plainNumber(value, number);
  if (typeof format === "number") return String(number).padStart(format, "0");
  return dateText(number, is1904) ?? value;
}

/** Programs store 0.1 + 0.2 as 0.30000000000000004, and long numbers as 4.93012345678E+11. */
const plainNumber = (value: string, number: number): string =>
  value.length > 15 || /e/i.test(value) ? shortNumber(number) : value;

const shortNumber = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) < 1e21
    ? BigInt(number).toString()
    : String(Number(number.toPrecision(15)));

const dayMs = 86_400_000;

function dateText(serial: number, is1904: boolean): string | undefined {
  if (serial < 0 || serial > 2_958_466) return undefined;
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  // The first format counts a 29 February 1900, which did not exist.
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const [date = "", time = ""] = new Date(epoch + days * dayMs + seconds * 1000).toISOString().split(/[T.]/);
  if (serial < 1 && seconds > 0) return time;
  return seconds === 0 ? date : `${date} ${time}`;
}
