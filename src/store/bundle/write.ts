import { createHash } from "node:crypto";
import { invariant } from "../../diagnostics/index.ts";
import type { RunCopy } from "../../domain/index.ts";
import {
  bundleEnd,
  encodeFooterStart,
  encodeFrameHead,
  encodeHeader,
  encodeIndex,
  frameHeadLength,
  type ObjectPlace,
} from "./layout.ts";

/** Yields the bytes of a bundle, piece by piece. The same run gives the same bytes. */
export async function* bundleBytes(copy: RunCopy): AsyncGenerator<Uint8Array> {
  const sum = createHash("sha256");
  for await (const piece of hashedPieces(copy)) {
    sum.update(piece);
    yield piece;
  }
  yield sum.digest();
  yield Buffer.from(bundleEnd, "latin1");
}

async function* hashedPieces(copy: RunCopy): AsyncGenerator<Uint8Array> {
  const header = encodeHeader({ ...headerOf(copy), ...(await measured(copy)) });
  yield header;
  let at = header.length;
  for await (const frame of copy.frames()) {
    const head = encodeFrameHead(frame);
    yield head;
    yield frame.body;
    at += head.length + frame.body.length;
  }
  const places: ObjectPlace[] = [];
  for (const { digest, storedBytes, pieces } of copy.objects) {
    let length = 0;
    for await (const piece of pieces()) {
      length += piece.length;
      yield piece;
    }
    invariant(length === storedBytes, "an object changed its size while it was copied");
    places.push({ digest, offset: at, length });
    at += length;
  }
  yield encodeIndex(places, copy.gone);
  yield encodeFooterStart({ indexOffset: at, objects: places.length, gone: copy.gone.length });
}

const headerOf = ({ run, uuid, wct, head, events }: RunCopy) => ({ format: 1, run, uuid, wct, head, events }) as const;

async function measured({ frames, content, objects, gone }: RunCopy) {
  let count = 0;
  let frameBytes = 0;
  for await (const { body } of frames()) {
    count += 1;
    frameBytes += frameHeadLength + body.length;
  }
  return { frames: count, frameBytes, content, objects: objects.length, gone: gone.length };
}
