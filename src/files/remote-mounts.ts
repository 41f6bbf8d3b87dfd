import { readFileSync } from "node:fs";

/** File systems whose data is on another machine or in another process, and whose calls may therefore never return. */
const remoteTypes = /^(?:nfs|cifs|smb|9p|afs|autofs|ceph|fuse|glusterfs|lustre|ncpfs|ocfs|gfs|beegfs|virtiofs|vboxsf)/;

/**
 * Returns whether calls to the file systems of this machine return: no remote one is mounted, except as root. Returns
 * false where the system does not tell.
 */
export function areFilesLocal(mounts: string = mountTable()): boolean {
  const lines = mounts.split("\n").filter((line) => line !== "");
  return lines.length > 0 && !lines.some(isRemote);
}

function isRemote(line: string): boolean {
  const [, point, type = ""] = line.split(" ");
  return point !== "/" && remoteTypes.test(type);
}

function mountTable(): string {
  try {
    return readFileSync("/proc/self/mounts", "utf8");
  } catch {
    return "";
  }
}
