import { type Digest, isRunId, type MessageRef, type RunEvent, type RunId } from "../../domain/index.ts";
import { decodeEvents } from "../../run/index.ts";

/** Decodes bytes as Latin-1, because everything that is searched for is ASCII. */
const textOf = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");

/** Yields the digests in events. */
export function* digestsIn(body: Uint8Array): Generator<Digest> {
  for (const [, digest = ""] of textOf(body).matchAll(/"([0-9a-f]{64})"/g)) yield digest as Digest;
}

/**
 * Returns the digests in a frame that its run needs. A run does not need content that it read and did not keep,
 * although its events name it: another run may be the reason why it is stored. `notKept` grows from frame to frame of
 * one run, because content is made before an event names it as an input.
 */
export function neededIn(body: Uint8Array, run: RunId, notKept: Set<Digest>): ReadonlySet<Digest> {
  const named = new Set(digestsIn(body));
  const isPlain = !textOf(body).includes('"kept":false') && notKept.isDisjointFrom(named);
  if (isPlain) return named;
  const kept = new Set<Digest>();
  for (const event of decodeEvents(body, run)) {
    const message = messageIn(event);
    if (message !== null) (message.kept ? kept : notKept).add(message.digest);
  }
  return kept.union(named.difference(notKept));
}

function messageIn(event: RunEvent): MessageRef | null {
  if (event.type === "artifact.reused") return event.message;
  return event.type === "artifact.attempted" && event.outcome === "produced" ? event.message : null;
}

/** Yields the runs that events take content from. */
export function* takenFrom(body: Uint8Array): Generator<RunId> {
  for (const [, id = ""] of textOf(body).matchAll(/"(?:from|resumedFrom|forkedFrom)":"(run_[0-9_]+)"/g)) {
    if (isRunId(id)) yield id;
  }
}
