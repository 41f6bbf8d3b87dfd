import { randomBytes } from "node:crypto";
import { type ProcessIdentity, type ProcessInfo, systemProcessInfo } from "./liveness.ts";

/** A new name for something of a process's own; it says whose it is, so that it is never there without saying so. */
export function ownedName({ pid, boot, namespace, start }: ProcessIdentity): string {
  const identity = JSON.stringify([boot, namespace, start]);
  return `${pid}-${randomBytes(8).toString("hex")}-${Buffer.from(identity).toString("base64url")}`;
}

let self: ProcessIdentity | null = null;

/** As `ownedName`, for this process. */
export function ownName(): string {
  self ??= systemProcessInfo().self;
  return ownedName(self);
}

/** Whose it is; null for any other name. */
export function ownerOf(name: string): ProcessIdentity | null {
  const match = /^(\d+)-[0-9a-f]+-([\w-]+)$/.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const [boot, namespace, start] = identityIn(match[2]);
  if (boot === undefined || namespace === undefined || start === undefined) return null;
  return { pid: Number(match[1]), boot, namespace, start };
}

/** `unknown`: of another machine or namespace, or of one where a later process cannot be told from it. */
export function fateOf(owner: ProcessIdentity, { self: asking, startOf }: ProcessInfo): "alive" | "gone" | "unknown" {
  if (owner.boot !== asking.boot || owner.namespace !== asking.namespace) return "unknown";
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
