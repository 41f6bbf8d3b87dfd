import { wctError } from "../../diagnostics/index.ts";
import type {
  CopiedObject,
  CopyRequest,
  Digest,
  GoneContent,
  RunCopy,
  RunId,
  RunRetention,
} from "../../domain/index.ts";
import { decodeEvents } from "../../run/index.ts";
import { checkMessage, objectAbsent, openMessage, type StoredObject } from "../objects/index.ts";
import { checkLateChain, type KeptHead } from "./check-chain.ts";
import { hexDigest, type RecordEnd, recordCorrupt, type StoredFrame } from "./frames.ts";

/** The source of a copy of a run. */
export interface CopySource {
  readonly isActive: boolean;
  readonly end: RecordEnd;
  readonly kept?: KeptHead | null;
  readonly frames: () => AsyncIterable<StoredFrame>;
  readonly find: (digest: Digest) => Promise<StoredObject | null>;
  readonly retention: RunRetention;
}

const pieceLength = 1 << 20;

/** Yields the frames of a store that has them synchronously. */
export async function* framesLater(frames: Iterable<StoredFrame>): AsyncGenerator<StoredFrame> {
  yield* frames;
}

/** Copies a run and verifies all that is copied; see RecordStore. */
export async function copyRun(source: CopySource, request: CopyRequest): Promise<RunCopy> {
  const { run } = request;
  if (source.isActive) throw runActive(run);
  const { report, projection } = await checkLateChain(run, {
    frames: source.frames(),
    end: source.end,
    kept: source.kept ?? null,
  });
  const [damage] = report.damage;
  if (damage !== undefined) throw recordCorrupt(run, damage.what);
  const { retention, end, frames } = source;
  const gone = goneFrom(retention.gone, request.leaveOut);
  const isGone = new Set(gone.map(({ digest }) => digest));
  const wanted = [...new Set(request.objects)].filter((digest) => !isGone.has(digest)).toSorted();
  const objects: CopiedObject[] = [];
  for (const digest of wanted) objects.push(await copied(source, digest));
  return {
    run,
    uuid: projection.started?.uuid ?? "",
    wct: await versionIn(run, frames()),
    head: hexDigest(end.head),
    events: end.events,
    // A copy cannot contain what an import left out.
    content: retention.imported === "derived" ? "derived" : request.content,
    frames,
    objects,
    gone,
  };
}

async function versionIn(run: RunId, frames: AsyncIterable<StoredFrame>): Promise<string> {
  for await (const { body } of frames) {
    const [first] = decodeEvents(body, run);
    return first?.type === "run.started" ? first.wct : "";
  }
  return "";
}

function goneFrom(before: readonly GoneContent[], leaveOut: readonly Digest[]): readonly GoneContent[] {
  const all = new Map(leaveOut.map((digest): [Digest, GoneContent] => [digest, leftOut(digest)]));
  for (const one of before) all.set(one.digest, one);
  return [...all.values()].toSorted(byDigest);
}

const leftOut = (digest: Digest): GoneContent => ({ digest, reason: "left-out", at: null });

/** Compares digests for the order in copies and tombstones. */
export function byDigest(a: { readonly digest: Digest }, b: { readonly digest: Digest }): number {
  return a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0;
}

async function copied(source: CopySource, digest: Digest): Promise<CopiedObject> {
  const object = await source.find(digest);
  if (object === null) throw objectAbsent(digest);
  await checkMessage(object);
  const opened = await object.open();
  const storedBytes = opened.source.size;
  await opened.close();
  const { bytes, elements } = await openMessage(object);
  return { digest, bytes, elements, storedBytes, pieces: () => piecesOf(object, storedBytes) };
}

async function* piecesOf(object: StoredObject, size: number): AsyncGenerator<Uint8Array> {
  const { source, close } = await object.open();
  try {
    for (let at = 0; at < size; at += pieceLength) yield await source.read(at, Math.min(pieceLength, size - at));
  } finally {
    await close();
  }
}

function runActive(run: RunId) {
  return wctError("WCT_RUN_ACTIVE", {
    message: `run "${run}" is still running`,
    hint: "wait until it ends, or stop it",
  });
}

/** Makes the error for a run id that belongs to another record. */
export function idTaken(run: RunId, heads: { readonly here: Digest; readonly there: Digest }) {
  return wctError("WCT_BUNDLE_CONFLICT", {
    message: `the store has a different record with the id "${run}": its head hash is ${heads.here}, that of the bundle is ${heads.there}`,
    hint: "read the bundle itself instead of the run, or import it into another store with --store",
  });
}
