import { createHmac } from "node:crypto";
import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { type Digest, type ExecutionPlan, isDigest } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { storeDir } from "../places/index.ts";

interface IdentityOptions {
  readonly host: Host;
  /** Folder of the store, as the user named it. */
  readonly store: string | undefined;
  /** The store's key: a path can be guessed, so that a plain digest would reveal it. */
  readonly key: Uint8Array;
}

/**
 * Returns a keyed digest of the real path of a runbook, by which earlier runs of the same file are found under any
 * written path. The path is relative to the store, so that a project can be moved with its store. Undefined if the file
 * is gone.
 */
export function runbookIdentity(
  { runbook }: Pick<ExecutionPlan, "runbook">,
  { host, store, key }: IdentityOptions,
): Digest | undefined {
  try {
    const path = relative(realpathSync(storeDir(host, store)), realpathSync(resolve(host.cwd, runbook.path)));
    const digest = createHmac("sha256", key)
      .update(`runbook ${path.replaceAll(sep, "/")}`)
      .digest("hex");
    return isDigest(digest) ? digest : undefined;
  } catch {
    return undefined;
  }
}
