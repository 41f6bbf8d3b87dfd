import { wctError } from "../diagnostics/index.ts";
import type {
  CopiedObject,
  CopyRequest,
  Digest,
  EraseReport,
  GoneContent,
  RunCopy,
  RunId,
  RunKeeping,
  SearchedRuns,
} from "../domain/index.ts";
import { decodeEvents } from "../run/index.ts";
import { objectAbsent } from "./artifact-access.ts";
import { checkChain, hexDigest, type RecordEnd, recordCorrupt, type StoredFrame } from "./frames.ts";
import { checkMessage, openMessage, type StoredObject } from "./message-reader.ts";

/** Where a copy of a run comes from. */
export interface CopySource {
  readonly isActive: boolean;
  readonly end: RecordEnd;
  readonly frames: () => Iterable<StoredFrame>;
  readonly find: (digest: Digest) => StoredObject | null;
  readonly keeping: RunKeeping;
}

const pieceLength = 1 << 20;

/** Checks all that is copied; see RecordStore. */
export async function copyRun(source: CopySource, request: CopyRequest): Promise<RunCopy> {
  const { run } = request;
  if (source.isActive) throw runActive(run);
  const { report, projection } = checkChain(run, { frames: source.frames(), end: source.end });
  const [damage] = report.damage;
  if (damage !== undefined) throw recordCorrupt(run, damage.what);
  const { keeping, end, frames } = source;
  const gone = goneFrom(keeping.gone, request.leaveOut);
  const isGone = new Set(gone.map(({ digest }) => digest));
  const wanted = [...new Set(request.objects)].filter((digest) => !isGone.has(digest)).toSorted();
  const objects: CopiedObject[] = [];
  for (const digest of wanted) objects.push(await copied(source, digest));
  return {
    run,
    uuid: projection.started?.uuid ?? "",
    wct: versionIn(run, frames()),
    head: hexDigest(end.head),
    events: end.events,
    // What an import left behind no copy of it can bring back.
    content: keeping.imported === "derived" ? "derived" : request.content,
    frames,
    objects,
    gone,
  };
}

function versionIn(run: RunId, frames: Iterable<StoredFrame>): string {
  for (const { body } of frames) {
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

/** A copy as a store may take it in that erased some of its content: that does not come back by way of a copy. */
export function withoutErased(copy: RunCopy, erased: ReadonlyMap<Digest, string>): RunCopy {
  const objects = copy.objects.filter(({ digest }) => !erased.has(digest));
  const missing = copy.objects.flatMap(({ digest }): GoneContent[] => {
    const at = erased.get(digest);
    return at === undefined ? [] : [{ digest, reason: "erased", at }];
  });
  return { ...copy, objects, gone: [...copy.gone, ...missing].toSorted(byDigest) };
}

/** The order of digests in copies and tombstones. */
export function byDigest(a: { readonly digest: Digest }, b: { readonly digest: Digest }): number {
  return a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0;
}

async function copied(source: CopySource, digest: Digest): Promise<CopiedObject> {
  const object = source.find(digest);
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
    message: `run "${run}" is going on: the process that writes it is alive`,
    hint: "wait until it ends, or end it",
  });
}

/** The error for a run id that is taken by another record. */
export function idTaken(run: RunId, heads: { readonly here: Digest; readonly there: Digest }) {
  return wctError("WCT_BUNDLE_CONFLICT", {
    message: `another record with the id "${run}" is here: its head hash is ${heads.here}, that of the bundle ${heads.there}`,
    hint: "look at the bundle itself in place of the run, or import it into another store with --store",
  });
}

/** What is reported when nothing may be erased. */
export const nothingErased: EraseReport = {
  runs: [],
  active: [],
  unsearched: [],
  objects: 0,
  bytes: 0,
  logTruncated: true,
};

/** Of runs with their numbers of events those that hold more than was searched. */
export function unsearchedRuns(
  runs: Iterable<{ readonly id: RunId; readonly events: number }>,
  searched: SearchedRuns | undefined,
): readonly RunId[] {
  if (searched === undefined) return [];
  return [...runs].flatMap(({ id, events }) => {
    const known = searched.events.get(id) ?? (searched.scope === "all" ? 0 : events);
    return events > known ? [id] : [];
  });
}
