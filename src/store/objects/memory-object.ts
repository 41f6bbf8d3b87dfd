import type { Digest } from "../../domain/index.ts";
import { type ByteSource, DamagedObject } from "./container-reader.ts";
import type { StoredObject } from "./message-reader.ts";

/** Returns the object in a buffer. */
export function memoryObject(digest: Digest, data: Uint8Array): StoredObject {
  return new MemoryObject(digest, data);
}

/** Thousands are created together and most are never opened, so the parts for opening are created on demand. */
class MemoryObject implements StoredObject {
  readonly digest: Digest;
  readonly key = null;
  readonly bytes: Buffer;

  constructor(digest: Digest, data: Uint8Array) {
    this.digest = digest;
    this.bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }

  async open() {
    return { source: memorySource(this.bytes), close: async () => {} };
  }
}

function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset + length > bytes.length) throw new DamagedObject("beyond the end");
      return bytes.subarray(offset, offset + length);
    },
  };
}
