/*
 * Readers of texts and presentations of Office Open XML and OpenDocument.
 *
 * Start at docx.ts, then flow.ts: one reader of paragraphs and rows, with a dialect for each format.
 * Must not know: spreadsheets, and how zip files are read.
 */

import type { FormatReader } from "../../piece.ts";
import { docxReader } from "./docx.ts";
import { odpReader, odtReader } from "./open-document.ts";
import { pptxReader } from "./pptx.ts";
import { unreadReader } from "./unread.ts";

export const officeReaders: readonly FormatReader[] = [docxReader, pptxReader, odtReader, odpReader, unreadReader];
export { hasPart, isOpenDocument } from "./kind.ts";
export { isEncrypted, protectedDocument } from "./open-document.ts";
