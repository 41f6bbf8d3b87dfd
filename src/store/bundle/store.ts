import { invariant, wctError } from "../../diagnostics/index.ts";
import type {
  ArtifactStore,
  CopyRequest,
  ExecutionStore,
  PruneReport,
  RecordStore,
  RunEvent,
  RunId,
  RunKeeping,
  RunSummary,
} from "../../domain/index.ts";
import { artifactAccess } from "../artifact-access.ts";
import { copyRun } from "../copy.ts";
import { asKept, withoutDropped } from "../dropped.ts";
import {
  ChainWalk,
  checkChain,
  genesisHash,
  hexDigest,
  isEvents,
  missing,
  recordCorrupt,
  runNotFound,
} from "../frames.ts";
import { emptyProjection, filterRuns, projectEvents, summaryOf } from "../runs-projection.ts";
import { BundleFile } from "./file.ts";
import type { BundleHeader } from "./layout.ts";

/** A bundle as a store that holds one run and can only be read. */
export interface Bundle extends RecordStore {
  readonly run: RunId;
  readonly header: BundleHeader;
}

/**
 * Opens a bundle; `name` is its path as the user wrote it. Throws WCT_BUNDLE_UNREADABLE, WCT_BUNDLE_INVALID,
 * WCT_BUNDLE_NEWER, WCT_BUNDLE_DAMAGED.
 */
export function openBundle(path: string, name: string = path): Bundle {
  const file = new BundleFile(path, name);
  const { header } = file;
  const keeping: RunKeeping = { imported: header.content, gone: file.gone };
  return {
    run: header.run,
    header,
    executions: executionsOf(file, keeping),
    artifacts: bundleArtifacts(file),
    async examine() {
      const what = file.damage();
      return what === null ? [] : [`the bundle: ${what}`];
    },
    async prune({ mode }) {
      invariant(mode === "tell", "a bundle was pruned");
      return nothingToPrune;
    },
    async erase() {
      throw readOnly();
    },
    async copyOf(request: CopyRequest) {
      requireRun(header, request.run);
      const frames = () => file.frames();
      const end = endOf(header);
      return await copyRun({ isActive: false, end, frames, find: (digest) => file.find(digest), keeping }, request);
    },
    async takeIn() {
      throw readOnly();
    },
    get key(): Uint8Array {
      throw readOnly();
    },
    close: async () => file.close(),
  };
}

/** The objects of a bundle, for a thread that opens it for itself. */
export function openBundleArtifacts(path: string): ArtifactStore & { readonly close: () => void } {
  const file = new BundleFile(path, path);
  return { ...bundleArtifacts(file), close: () => file.close() };
}

function bundleArtifacts(file: BundleFile): ArtifactStore {
  return {
    location: { kind: "bundle", dir: file.path, spool: null },
    ...artifactAccess({
      find: (digest) => file.find(digest),
      async *digests() {
        yield* file.places.keys();
      },
    }),
    writer() {
      throw readOnly();
    },
  };
}

function executionsOf(file: BundleFile, keeping: RunKeeping): ExecutionStore {
  const { header } = file;
  const dropped = new Set(keeping.gone.map(({ digest }) => digest));
  async function* events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    requireRun(header, id);
    for (const event of eventsOf(file)) if (event.seq >= from) yield withoutDropped(event, dropped);
  }
  const eachEvent: ExecutionStore["eachEvent"] = async (id, listener) => {
    requireRun(header, id);
    for (const event of eventsOf(file)) listener(withoutDropped(event, dropped));
  };
  let known: RunSummary | null = null;
  const summary = (): RunSummary | null => {
    known ??= summarised(file);
    return known;
  };
  return {
    events,
    eachEvent,
    runs: async (filter = {}) =>
      filterRuns(
        [summary()].flatMap((one) => one ?? []),
        filter,
      ),
    run: async (id) => (id === header.run ? summary() : null),
    ids: async () => [header.run],
    async keeping(id) {
      requireRun(header, id);
      return keeping;
    },
    async verifyChain(id, each) {
      requireRun(header, id);
      const record = { frames: file.frames(), end: endOf(header), each: asKept(each, dropped) };
      return checkChain(header.run, record).report;
    },
    async createRun() {
      throw readOnly();
    },
    async rebuild() {
      throw readOnly();
    },
  };
}

function* eventsOf(file: BundleFile): Generator<RunEvent> {
  const { run, events: expected } = file.header;
  const walk = new ChainWalk(run, { events: 0, head: genesisHash(run) });
  for (const frame of file.frames()) {
    const events = walk.next(frame);
    if (!isEvents(events)) throw events.error;
    yield* events;
  }
  const read = walk.end.events;
  if (read < expected) throw recordCorrupt(run, missing(read + 1, expected));
  if (hexDigest(walk.end.head) !== file.header.head) throw recordCorrupt(run, "it ends with another hash");
}

function summarised(file: BundleFile): RunSummary | null {
  const { run, head } = file.header;
  const projection = projectEvents(emptyProjection, [...eventsOf(file)]);
  return summaryOf(run, projection, { head, isAlive: false });
}

const endOf = ({ events, head }: BundleHeader) => ({ events, head: Buffer.from(head, "hex") });

function requireRun({ run }: BundleHeader, id: RunId): void {
  if (id !== run) throw runNotFound(id);
}

const nothingToPrune: PruneReport = {
  removed: [],
  dropped: [],
  spared: [],
  objects: 0,
  bytes: 0,
  held: 0,
  logTruncated: true,
};

const readOnly = () => wctError("WCT_INTERNAL", { message: "a bundle was written to; this is a bug in wct" });
