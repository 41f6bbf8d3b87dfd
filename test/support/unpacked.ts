import { zstdDecompressSync } from "node:zlib";

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Every stretch that is a zstd frame, unpacked: what a plain search would not see. */
export function unpackedFrames(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) texts.push(unpacked(bytes, at));
  return texts.join("\n");
}

function unpacked(bytes: Buffer, at: number): string {
  try {
    return zstdDecompressSync(bytes.subarray(at), { maxOutputLength: 8 << 20 }).toString("latin1");
  } catch {
    // Four bytes that look like the start of a frame and are none.
    return "";
  }
}
