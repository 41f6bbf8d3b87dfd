/*
 * Readers of PDF, HTML, EPUB and RTF, and of the compound files of old Office formats, which are not read.
 *
 * Start at html.ts or pdf.ts; html-text.ts is shared with mails and books.
 * Must not know: Office Open XML and OpenDocument.
 */

import type { FormatReader } from "../../piece.ts";
import { epubReader } from "./epub.ts";
import { htmlReader } from "./html.ts";
import { compoundReader } from "./ole.ts";
import { pdfReader } from "./pdf.ts";
import { rtfReader } from "./rtf.ts";

export const pageReaders: readonly FormatReader[] = [pdfReader, epubReader, rtfReader, compoundReader, htmlReader];
export { type HtmlText, htmlTexts } from "./html-text.ts";
export { isCompoundFile, streamNames } from "./ole.ts";
