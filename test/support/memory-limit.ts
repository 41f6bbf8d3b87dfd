import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A limit on the memory of everything that a command starts. */
export interface MemoryLimit extends Disposable {
  /** What stands before the command. */
  readonly prefix: readonly string[];
}

/** Limits memory by systemd or, where the system lets us, a control group; null when neither can be had. */
export function limitMemory(megabytes: number): MemoryLimit | null {
  const bytes = String(megabytes * 2 ** 20);
  return bySystemd(bytes) ?? byControlGroup(bytes);
}

function bySystemd(bytes: string): MemoryLimit | null {
  const scope = ["systemd-run", "--user", "--scope", "--quiet", "-p", `MemoryMax=${bytes}`, "-p", "MemorySwapMax=0"];
  const [command = "", ...args] = scope;
  return spawnSync(command, [...args, "true"]).status === 0 ? { prefix: scope, [Symbol.dispose]: () => {} } : null;
}

const places = [
  { root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes" },
  { root: "/sys/fs/cgroup", limit: "memory.max" },
];

function byControlGroup(bytes: string): MemoryLimit | null {
  const place = places.find(({ root }) => existsSync(root));
  if (place === undefined) return null;
  const group = join(place.root, `wct-test-${process.pid}`);
  try {
    mkdirSync(group);
    writeFileSync(join(group, place.limit), bytes);
  } catch {
    // Not ours to limit.
    if (existsSync(group)) rmdirSync(group);
    return null;
  }
  const enter = 'echo $$ > "$0/cgroup.procs" && exec "$@"';
  return { prefix: ["sh", "-c", enter, group], [Symbol.dispose]: () => rmdirSync(group) };
}
