/*
 * Readers of documents: PDF, Word, Excel, PowerPoint, OpenDocument, RTF, HTML and EPUB.
 *
 * Start at office/, sheets/ and pages/: a room for each kind; parts/ has what they share.
 * Must not know: archives that are not documents, and mails.
 */

import type { FormatReader } from "../piece.ts";
import { officeReaders } from "./office/index.ts";
import { pageReaders } from "./pages/index.ts";
import { sheetReaders } from "./sheets/index.ts";

export const documentReaders: readonly FormatReader[] = [...officeReaders, ...sheetReaders, ...pageReaders];
export { htmlTexts, isCompoundFile, streamNames } from "./pages/index.ts";
export { blockPieces, type DocumentOfBlocks, type TextBlock } from "./parts/index.ts";
