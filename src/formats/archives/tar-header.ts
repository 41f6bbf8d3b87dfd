import { decodeText } from "../sources/index.ts";

export const blockBytes = 512;

/** What an entry of a tar archive is; `extension` describes the next entry. */
export type TarEntryKind = "file" | "folder" | "link" | "device" | "extension" | "global";

/** A header of a tar archive. */
export interface TarHeader {
  readonly name: string;
  readonly type: string;
  readonly kind: TarEntryKind;
  readonly size: number;
}

const kinds: Readonly<Record<string, TarEntryKind>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  // A sparse file of GNU tar: the data that is there is read.
  S: "file",
  "1": "link",
  "2": "link",
  "3": "device",
  "4": "device",
  "5": "folder",
  "6": "device",
  x: "extension",
  L: "extension",
  K: "extension",
  g: "global",
};

/** Reads a header of 512 bytes. `undefined`: it is none; "end": it is the block of zeros at the end. */
export function tarHeader(block: Uint8Array): TarHeader | "end" | undefined {
  if (block.length < blockBytes) return undefined;
  if (block.every((byte) => byte === 0)) return "end";
  if (numberIn(block.subarray(148, 156)) !== checksum(block)) return undefined;
  const size = numberIn(block.subarray(124, 136));
  const type = String.fromCharCode(block[156] ?? 0);
  const kind = kinds[type] ?? "global";
  if (!Number.isSafeInteger(size) || size < 0) return undefined;
  const name = textIn(block.subarray(0, 100));
  const isUstar = textIn(block.subarray(257, 262)) === "ustar";
  const prefix = isUstar && block[263] !== 0x20 ? textIn(block.subarray(345, 500)) : "";
  return { name: prefix === "" ? name : `${prefix}/${name}`, type, kind, size: kind === "link" ? 0 : size };
}

/** Whether bytes begin with a header that is not only zeros. */
export const isTarStart = (bytes: Uint8Array): boolean => typeof tarHeader(bytes.subarray(0, blockBytes)) === "object";

const checksum = (block: Uint8Array): number =>
  block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);

/** Octal digits, or a binary number after the bit 0x80. */
function numberIn(bytes: Uint8Array): number {
  if (((bytes[0] ?? 0) & 0x80) !== 0) return bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = Buffer.from(bytes).toString("latin1").replaceAll("\0", " ").trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits === "" ? "0" : digits, 8) : Number.NaN;
}

export function textIn(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end === -1 ? bytes : bytes.subarray(0, end);
  return decodeText(text, "utf-8").hasFaults ? decodeText(text, "windows-1252").text : decodeText(text, "utf-8").text;
}

/** What the records of an extension of the POSIX format say of the next entry. */
export function paxRecords(bytes: Uint8Array): { readonly path?: string; readonly size?: number } {
  const text = Buffer.from(bytes).toString("utf8");
  const path = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1];
  const size = /(?:^|\n)\d+ size=(\d{1,15})\n/.exec(text)?.[1];
  return { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { size: Number(size) }) };
}
