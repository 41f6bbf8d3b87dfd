import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small file system of its own, which root may mount and others may not. */
export interface SmallDisk extends Disposable {
  /** Leaves no byte free, or about so many. */
  readonly fill: (leave?: number) => void;
  /** Gives back what `fill` took. */
  readonly free: () => void;
  /** Mounts it again with other options, such as `size=64m` or `ro`. */
  readonly remount: (options: string) => void;
}

function mount(path: string, options: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export const canMount = ((): boolean => {
  const path = mkdtempSync(join(tmpdir(), "wct-mount-"));
  const isMounted = mount(path, "size=64k");
  if (isMounted) execFileSync("umount", [path]);
  rmSync(path, { recursive: true });
  return isMounted;
})();

const block = Buffer.alloc(4096, "x");

/** Mounts one at a path, with options such as `size=600k,nr_inodes=40`. */
export function smallDisk(path: string, options: string): SmallDisk {
  mkdirSync(path, { recursive: true });
  if (!mount(path, `mode=700,${options}`)) throw new Error("mounting worked a moment ago");
  let filler: number | null = null;
  const free = (): void => {
    if (filler !== null) closeSync(filler);
    filler = null;
  };
  return {
    fill: (leave = 0) => {
      free();
      // Without a name, so that whoever looks at the folder sees nothing of it.
      const file = join(path, "filler");
      filler = openSync(file, "w");
      unlinkSync(file);
      let length = 0;
      try {
        for (;;) length += writeSync(filler, block);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
      ftruncateSync(filler, Math.max(0, length - leave));
    },
    free,
    remount: (changed) => void execFileSync("mount", ["-o", `remount,${changed}`, path]),
    [Symbol.dispose]: () => {
      free();
      execFileSync("umount", ["-l", path]);
    },
  };
}
