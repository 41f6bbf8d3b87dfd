import { randomBytes } from "node:crypto";
import { type ProcessIdentity, type ProcessInfo, systemProcessInfo } from "./liveness.ts";

/**
 * Returns a new name for an entry that a process owns. The name identifies the owner, so an entry never exists without
 * one.
 */
export function ownedName({ pid, boot, namespace, start }: ProcessIdentity): string {
  const identity = JSON.stringify([boot, namespace, start]);
  return `${pid}-${randomBytes(8).toString("hex")}-${Buffer.from(identity).toString("base64url")}`;
}

let self: ProcessIdentity | null = null;

/** Returns an `ownedName` for this process. */
export function ownName(): string {
  self ??= systemProcessInfo().self;
  return ownedName(self);
}

/** Returns the owner of an entry; null for a name that `ownedName` did not create. */
export function ownerOf(name: string): ProcessIdentity | null {
  const match = /^(\d{1,10})-[0-9a-f]{16}-([\w-]+)$/.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const [boot, namespace, start, ...others] = identityIn(match[2]);
  if (boot === undefined || namespace === undefined || start === undefined || others.length > 0) return null;
  return { pid: Number(match[1]), boot, namespace, start };
}

/**
 * Returns whether an owner is alive. `unknown`: it belongs to another machine or namespace, or cannot be distinguished
 * from a later process.
 */
export function livenessOf(
  owner: ProcessIdentity,
  { self: current, startOf }: ProcessInfo,
): "alive" | "gone" | "unknown" {
  if (owner.boot !== current.boot || owner.namespace !== current.namespace) return "unknown";
  const start = startOf(owner.pid);
  if (start === null || start !== owner.start) return "gone";
  return start === "" ? "unknown" : "alive";
}

function identityIn(encoded: string): readonly string[] {
  try {
    const identity: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString());
    return Array.isArray(identity) && identity.every((part) => typeof part === "string") ? identity : [];
  } catch {
    return [];
  }
}
