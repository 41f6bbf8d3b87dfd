import type { FormatPiece, NestedFile, ReadContext } from "../piece.ts";
import { nestedSource, type UnpackState, unpackState } from "../sources/index.ts";

/** A file in an archive. The size is what the archive claims; 0 if it does not tell. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Gives a file of an archive, then a notice if it could not be unpacked in full. `unpack` starts a pass over its bytes,
 * which ends at the limit of the state.
 */
export function* unpacked(
  { path, size }: PackedFile,
  { limits }: ReadContext,
  unpack: (state: UnpackState) => Iterable<Uint8Array>,
): Generator<FormatPiece | NestedFile, void, void> {
  const most = Math.min(limits.maxNestedBytes, limits.maxUnpackedBytes);
  const tooLarge = `larger than a file inside another one may be (${most} bytes)`;
  if (size > most) {
    yield { kind: "notice", path, reason: tooLarge, read: 0, total: size };
    return;
  }
  const passes: UnpackState[] = [];
  const source = nestedSource(path, size, () => {
    const state = unpackState(most);
    passes.push(state);
    return unpack(state);
  });
  yield { kind: "nested", source };
  const failed = passes.find((pass) => pass.fault !== undefined);
  if (failed === undefined) return;
  const reason = failed.fault === "limit" ? `${tooLarge}; only its start is read` : "damaged; only its start is read";
  yield { kind: "notice", path, reason, read: failed.unpacked, ...(size > 0 ? { total: size } : {}) };
}
