import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { SpoolLocation } from "../domain/index.ts";
import { makePrivateDir, names } from "./folder.ts";
import { isAlive, type ProcessIdentity, type ProcessInfo } from "./liveness.ts";

/** The encrypted objects of one process: their key is in memory only, so they end with it. */
export interface Spool {
  readonly location: SpoolLocation;
  /** A sign of life for processes that cannot see this one. */
  readonly touch: (now: Date) => void;
  readonly remove: () => void;
}

/** Makes this process's spool, and removes those of processes that are gone. */
export function openSpool(dir: string, info: ProcessInfo, now: Date): Spool {
  sweepSpools(dir, info, now);
  const root = join(dir, names.spool, folderName(info.self));
  makePrivateDir(root);
  return {
    location: { dir: root, key: randomBytes(32) },
    touch: (at) => {
      // Somebody may have removed the store; who writes next is told.
      if (existsSync(root)) utimesSync(root, at, at);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function sweepSpools(dir: string, info: ProcessInfo, now: Date): void {
  for (const name of readdirSync(join(dir, names.spool))) {
    const path = join(dir, names.spool, name);
    const owner = ownerOf(name);
    const heartbeat = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const isOwned = owner !== null && isAlive({ process: owner, heartbeat }, info, now);
    if (!isOwned) rmSync(path, { recursive: true, force: true });
  }
}

/** The folder's name says whose it is, so that it is never there without saying so. */
function folderName({ pid, boot, namespace, start }: ProcessIdentity): string {
  const identity = JSON.stringify([boot, namespace, start]);
  return `${pid}-${randomBytes(4).toString("hex")}-${Buffer.from(identity).toString("base64url")}`;
}

function ownerOf(name: string): ProcessIdentity | null {
  const match = /^(\d+)-[0-9a-f]{8}-([\w-]+)$/.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const [boot, namespace, start] = identityIn(match[2]);
  if (boot === undefined || namespace === undefined || start === undefined) return null;
  return { pid: Number(match[1]), boot, namespace, start };
}

function identityIn(encoded: string): readonly string[] {
  try {
    const identity: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString());
    return Array.isArray(identity) && identity.every((part) => typeof part === "string") ? identity : [];
  } catch {
    return [];
  }
}
