import { inflated, rangeOf, type UnpackState, wholeBytes, within } from "../sources/index.ts";
import type { SeekableSource, ZipMember } from "./zip-directory.ts";

const stored = 0;
const deflate = 8;

/** Why a member cannot be unpacked; `undefined` if it can. */
export function memberFault({ isEncrypted, method }: ZipMember): string | undefined {
  if (isEncrypted) return "protected by a password";
  if (method !== stored && method !== deflate) return `compressed by a method that is not supported (${method})`;
  return undefined;
}

/**
 * Unpacks a member that has no `memberFault`. Ends early, and sets the fault of the state, at its limit, at damaged data,
 * and after data whose checksum is wrong.
 */
export function* memberPieces(
  source: SeekableSource,
  member: ZipMember,
  state: UnpackState,
): Generator<Uint8Array, void, void> {
  const header = wholeBytes(rangeOf(source, member.offset, 30), 30);
  if (header === undefined || header.length < 30 || header[0] !== 0x50 || header[1] !== 0x4b) {
    state.fault = "damaged";
    return;
  }
  const view = new DataView(header.buffer, header.byteOffset, 30);
  const start = member.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = rangeOf(source, start, member.packedSize);
  yield* member.method === stored ? within(packed, state) : inflated(packed, state);
  if (state.fault === undefined && state.crc !== member.crc) state.fault = "damaged";
}
