import { createHmac } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Digest, type ExecutionPlan, isDigest } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { type StorePlace, settingsFile, storePlace } from "../places/index.ts";

interface IdentityOptions {
  readonly host: Host;
  /** Folder of the store, as the user named it. */
  readonly store: string | undefined;
  /** The store's key: a path can be guessed, so that a plain digest would reveal it. */
  readonly key: Uint8Array;
}

/**
 * Returns a keyed digest of the real path of a runbook, by which earlier runs of the same file are found under any
 * written path. The path is relative to the store, so that a project can be moved with its store. In a database, which
 * other machines share, it starts with the name of the folder of `wct.yaml`, so that each checkout of a project has the
 * same. Undefined if the file is gone.
 */
export function runbookIdentity(
  { runbook }: Pick<ExecutionPlan, "runbook">,
  { host, store, key }: IdentityOptions,
): Digest | undefined {
  try {
    const path = pathFrom(storePlace(host, store), realpathSync(resolve(host.cwd, runbook.path)), host);
    const digest = createHmac("sha256", key)
      .update(`runbook ${path.replaceAll(sep, "/")}`)
      .digest("hex");
    return isDigest(digest) ? digest : undefined;
  } catch {
    return undefined;
  }
}

function pathFrom(place: StorePlace, runbook: string, { cwd }: Host): string {
  if (place.kind === "folder") return relative(realpathSync(place.dir), runbook);
  const settings = settingsFile(cwd);
  if (settings === undefined) return runbook;
  const project = realpathSync(dirname(settings));
  return join(basename(project), relative(project, runbook));
}
