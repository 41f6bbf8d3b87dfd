/** A value as text, null, or a binary value, whose content is ignored. */
export type Cell = string | null | Uint8Array;
