import { invariant } from "../../diagnostics/index.ts";
import type {
  ArtifactStore,
  ArtifactStoreLocation,
  CopyRequest,
  Digest,
  PruneReport,
  RecordStore,
  RunId,
  RunRetention,
} from "../../domain/index.ts";
import { decodeEvents } from "../../run/index.ts";
import { artifactAccess } from "../objects/index.ts";
import { copyRun, framesLater } from "../records/index.ts";
import { BundleExecutions, endOf, readOnly, requireRun } from "./executions.ts";
import { BundleFile } from "./file.ts";
import type { BundleHeader } from "./layout.ts";

interface BundleLocation extends ArtifactStoreLocation {
  readonly kind: "bundle";
  readonly path: string;
}

export const isBundleLocation = (location: ArtifactStoreLocation): location is BundleLocation =>
  location.kind === "bundle";

/** A bundle as a read-only store that contains one run. */
export interface Bundle extends RecordStore {
  readonly run: RunId;
  readonly header: BundleHeader;
  /** Size of the file in bytes. */
  readonly size: number;
}

/**
 * Opens a bundle. `name` is its path as the user wrote it. Throws WCT_BUNDLE_UNREADABLE, WCT_BUNDLE_INVALID,
 * WCT_BUNDLE_NEWER, WCT_BUNDLE_DAMAGED.
 */
export function openBundle(path: string, name: string = path): Bundle {
  const file = new BundleFile(path, name);
  const { header } = file;
  const retention: RunRetention = { imported: header.content, gone: file.gone };
  return {
    run: header.run,
    header,
    size: file.size,
    executions: new BundleExecutions(file, retention),
    artifacts: bundleArtifacts(file),
    async examine() {
      const what = file.damage() ?? headerDamage(file);
      return what === null ? [] : [`the bundle: ${what}`];
    },
    strays: async () => [],
    async prune({ mode }) {
      invariant(mode === "tell", "a bundle was pruned");
      return nothingToPrune;
    },
    async erase() {
      throw readOnly();
    },
    async copyOf(request: CopyRequest) {
      requireRun(header, request.run);
      const frames = () => framesLater(file.frames());
      const find = async (digest: Digest) => file.find(digest);
      return await copyRun({ isActive: false, end: endOf(header), frames, find, retention }, request);
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

/** Returns the difference between the header and the events, which must agree; null if there is none. */
function headerDamage(file: BundleFile): string | null {
  const { run, uuid, wct } = file.header;
  const [frame] = file.frames();
  if (frame === undefined) return null;
  const [first] = decodeEvents(frame.body, run);
  const isSame = first?.type !== "run.started" || (first.uuid === uuid && first.wct === wct);
  return isSame ? null : "its header does not match its events";
}

/** Opens the objects of a bundle for a worker thread. */
export function openBundleArtifacts({ path }: BundleLocation): ArtifactStore & { readonly close: () => Promise<void> } {
  const file = new BundleFile(path, path);
  return { ...bundleArtifacts(file), close: async () => file.close() };
}

function bundleArtifacts(file: BundleFile): ArtifactStore {
  const location: BundleLocation = { kind: "bundle", path: file.path };
  return {
    location,
    ...artifactAccess({
      find: async (digest) => file.find(digest),
      async *digests() {
        yield* file.places.keys();
      },
    }),
    writer() {
      throw readOnly();
    },
  };
}

const nothingToPrune: PruneReport = {
  removed: [],
  dropped: [],
  spared: [],
  objects: 0,
  bytes: 0,
  held: 0,
  mayRemain: false,
};
