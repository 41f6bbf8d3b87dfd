/*
 * Readers of spreadsheets: XLSX and ODS. A sheet gives the fields of its columns, as CSV does, and its rows as text.
 *
 * Start at xlsx.ts, then sheet-pieces.ts.
 * Must not know: how headers are found, and how zip files are read.
 */

import type { FormatReader } from "../../piece.ts";
import { odsReader } from "./ods.ts";
import { xlsxReader } from "./xlsx.ts";

export const sheetReaders: readonly FormatReader[] = [xlsxReader, odsReader];
