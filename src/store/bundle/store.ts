import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactStore, CopyRequest, PruneReport, RecordStore, RunId, RunKeeping } from "../../domain/index.ts";
import { artifactAccess } from "../artifact-access.ts";
import { copyRun } from "../copy.ts";
import { BundleExecutions, endOf, readOnly, requireRun } from "./executions.ts";
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
    executions: new BundleExecutions(file, keeping),
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

const nothingToPrune: PruneReport = {
  removed: [],
  dropped: [],
  spared: [],
  objects: 0,
  bytes: 0,
  held: 0,
  logTruncated: true,
};
