import type { FormatPiece, FormatReader } from "../piece.ts";

const formats: readonly (readonly [format: string, magic: readonly number[]])[] = [
  ["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["RAR", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["LZ4", [0x04, 0x22, 0x4d, 0x18]],
  ["cabinet", [0x4d, 0x53, 0x43, 0x46, 0, 0, 0, 0]],
];

const formatOf = (head: Uint8Array): string | undefined =>
  formats.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0];

/** Names archives and compressed files of formats that are not read. */
export const unsupportedReader: FormatReader = {
  format: "unsupported archive",
  reads: ({ head }) => formatOf(head) !== undefined && head.subarray(0, 64).some((byte) => byte > 0x7f || byte === 0),
  read: function* ({ path, head, size }): Generator<FormatPiece, void, void> {
    const reason = `${formatOf(head) ?? "unknown"} archive: unpack it, or save it as .zip or .tar.gz`;
    yield { kind: "notice", path, reason, read: 0, total: size };
  },
};
