import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** Encrypts or decrypts the numbered segments of one object. Detects segments that were moved, removed or swapped. */
export type SegmentCipher = (segment: number, data: Uint8Array) => Buffer;

/**
 * Creates the encryption. AES-256-GCM; a segment is nonce, ciphertext, tag. `objectId` is the object's random header.
 */
export function createSealer(key: Uint8Array, objectId: Uint8Array): SegmentCipher {
  return (segment, data) => {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, key, nonce);
    cipher.setAAD(associated(objectId, segment));
    return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  };
}

/** Creates the decryption for createSealer. It throws if any bit has changed. */
export function createOpener(key: Uint8Array, objectId: Uint8Array): SegmentCipher {
  return (segment, data) => {
    const decipher = createDecipheriv(algorithm, key, data.subarray(0, nonceLength), { authTagLength: tagLength });
    decipher.setAAD(associated(objectId, segment));
    decipher.setAuthTag(data.subarray(data.length - tagLength));
    return Buffer.concat([decipher.update(data.subarray(nonceLength, data.length - tagLength)), decipher.final()]);
  };
}

function associated(objectId: Uint8Array, segment: number): Buffer {
  const data = Buffer.alloc(objectId.length + 4);
  data.set(objectId);
  data.writeUInt32LE(segment, objectId.length);
  return data;
}
