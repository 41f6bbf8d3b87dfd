import { expect, test } from "vitest";
import { areFilesLocal } from "./remote-mounts.ts";

const local = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n";

test("files are local if no remote file system is mounted below the root", () => {
  expect(areFilesLocal(local)).toBe(true);
  expect(areFilesLocal("share / virtiofs rw 0 0\n")).toBe(true);
});

test.each(["nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "autofs"])("files are not local beside a mounted %s", (type) => {
  expect(areFilesLocal(`${local}server:/export /mnt/share ${type} rw 0 0\n`)).toBe(false);
});

test("files do not count as local where the system has no table of mounts", () => {
  expect(areFilesLocal("")).toBe(false);
});
