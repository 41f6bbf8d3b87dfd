/*
 * Texts: the encoding of a file, its decoded text in pieces, and the position of each piece.
 *
 * Start at read-text.ts. encoding.ts decides what is text and in which encoding, chunks.ts cuts it.
 * Must not know: which records a text holds, and where a file comes from.
 */

export { isReadable } from "./encoding.ts";
export { decodedText, textPieces, textProblem } from "./read-text.ts";
