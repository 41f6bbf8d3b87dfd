import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join, relative } from "node:path";
import type { ArtifactStore, Digest, FileAccess, TravellingFile } from "../../domain/index.ts";
import { digest, isJsonObject } from "../../domain/index.ts";
import { list, object } from "../../shape/index.ts";
import { makeProcessFolder, sweepProcessFolders } from "../../store/index.ts";
import { fileDigest, pathKey } from "./digests.ts";

export interface ReceivingFiles {
  readonly artifacts: ArtifactStore;
  readonly key: Uint8Array;
  readonly cwd: string;
}

/** The files of a run on a worker, in a private folder. */
export interface ReceivedFiles {
  /** Where a file is that has another path on the machine that runs the runbook; undefined if it is not one of them. */
  readonly placeOf: (path: string) => string | undefined;
  readonly provided: (files: FileAccess) => FileAccess;
  readonly remove: () => void;
}

const prefix = "wct-files-";

/** Deletes the files that workers of this user on this machine have left when they were killed. */
export const sweepReceivedFiles = (): void => sweepProcessFolders(prefix);

const filesShape = object({ files: list(object({ keys: list(digest()), file: digest(), object: digest() })) });

/** Reads the files of a run from the store, and checks each. Throws WCT_RUN_RECORD_CORRUPT, WCT_RUN_ARTIFACT_ABSENT. */
export async function receiveFiles(receiving: ReceivingFiles, listed: Digest): Promise<ReceivedFiles> {
  const { artifacts, key, cwd } = receiving;
  const rest: unknown = await (await artifacts.open(listed)).rest();
  const dir = makeProcessFolder(prefix);
  const places = new Map<Digest, string>();
  if (isJsonObject(rest) && filesShape.is(rest)) {
    for (const file of rest.files) {
      const place = join(dir, file.file);
      await receiveFile(artifacts, file, place);
      for (const one of file.keys) places.set(one, place);
    }
  }
  const placeOf = (path: string): string | undefined =>
    places.get(pathKey(key, path)) ?? places.get(pathKey(key, relative(cwd, path)));
  const at = (path: string): string => placeOf(path) ?? path;
  const provided = (files: FileAccess): FileAccess => ({
    ...files,
    stat: (path) => files.stat(at(path)),
    read: (path, mostBytes) => files.read(at(path), mostBytes),
    digest: (path) => files.digest(at(path)),
    real: (path) => placeOf(path) ?? files.real(path),
  });
  return { placeOf, provided, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

async function receiveFile(artifacts: ArtifactStore, { file, object }: TravellingFile, place: string): Promise<void> {
  const stored = await artifacts.open(object);
  const hash = fileDigest();
  const opened = openSync(place, "w", 0o600);
  try {
    for await (const batch of stored.batches()) {
      for (const piece of batch) {
        const bytes = Buffer.from(String(piece), "base64");
        hash.update(bytes);
        writeSync(opened, bytes);
      }
    }
  } finally {
    closeSync(opened);
  }
  // Its binding then fails, because the file is another.
  if (hash.end() !== file) rmSync(place);
}
