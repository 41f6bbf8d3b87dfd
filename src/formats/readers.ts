import type { FormatReader } from "./piece.ts";

/** The readers of formats other than text, in the order in which they are asked. */
export const formatReaders: readonly FormatReader[] = [];
