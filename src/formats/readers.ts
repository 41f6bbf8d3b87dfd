import { archiveReaders } from "./archives/index.ts";
import { documentReaders } from "./documents/index.ts";
import { mailReaders } from "./mail/index.ts";
import type { FormatReader } from "./piece.ts";

/**
 * The readers of formats other than text, in the order in which they are asked: most documents are zip files, so they come
 * before archives.
 */
export const formatReaders: readonly FormatReader[] = [...mailReaders, ...documentReaders, ...archiveReaders];
