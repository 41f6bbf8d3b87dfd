import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { openRecordStore } from "../../src/store/index.ts";
import { program } from "../support/program.ts";

/** What a spawned `wct` left: its exit code and everything that it said. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A place where something could have been left, and its bytes. */
export interface Trace {
  readonly place: string;
  readonly bytes: Buffer;
  /** Text that is meant to be read; false: the raw file, where short values turn up by chance. */
  readonly isText: boolean;
}

/** A temporary folder with a runbook and its files, in which the real program runs. */
export class Project {
  readonly dir: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.dir = mkdtempSync(join(tmpdir(), "wct-privacy-"));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  get store(): string {
    return join(this.dir, ".wct");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    writeFileSync(join(this.dir, path), text);
  }

  readonly text = (path: string): string => readFileSync(join(this.dir, path), "utf8");

  /** Runs the program with nothing in its environment but what is given. */
  wct(args: readonly string[], env: Readonly<Record<string, string>> = {}): Said {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], this.#options(env));
    return { code: status, stdout: String(stdout), stderr: String(stderr) };
  }

  /** As wct(), under a umask that takes no permission away. */
  wctWithOpenUmask(args: readonly string[]): Said {
    const command = ["-c", 'umask 000; exec "$@"', "sh", process.execPath, program, ...args];
    const { status, stdout, stderr } = spawnSync("/bin/sh", command, this.#options({}));
    return { code: status, stdout: String(stdout), stderr: String(stderr) };
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return spawn(process.execPath, [program, ...args], { ...this.#options(env), stdio: ["ignore", "ignore", "pipe"] });
  }

  /** Everything a run left behind: files as they are, every object unpacked, every event. */
  async traces(): Promise<readonly Trace[]> {
    const files = ["outputs", ".wct"].flatMap((folder) => filesBelow(join(this.dir, folder)));
    const raw = files.map((path) => ({
      place: relative(this.dir, path),
      bytes: readFileSync(path),
      isText: path.startsWith(join(this.dir, "outputs")),
    }));
    return [...raw, ...(await recorded(this.store))];
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  #options(env: Readonly<Record<string, string>>) {
    return { cwd: this.dir, env: { PATH: process.env["PATH"] ?? "", ...env } };
  }
}

/** What a program said, as traces. */
export function spoken(said: Said): readonly Trace[] {
  return [
    { place: "stdout", bytes: Buffer.from(said.stdout), isText: true },
    { place: "stderr", bytes: Buffer.from(said.stderr), isText: true },
  ];
}

/** Every object and every event of a store. */
export async function recorded(dir: string): Promise<readonly Trace[]> {
  const store = await openRecordStore({ dir, mode: "read" });
  const traces: Trace[] = [];
  try {
    for await (const digest of store.artifacts.digests()) {
      const pieces: Uint8Array[] = [];
      for await (const piece of (await store.artifacts.open(digest)).raw()) pieces.push(piece);
      traces.push({ place: `object ${digest}`, bytes: Buffer.concat(pieces), isText: true });
    }
    for (const { id } of await store.executions.runs()) {
      for await (const event of store.executions.events(id)) {
        traces.push({ place: `event ${event.seq} of ${id}`, bytes: Buffer.from(JSON.stringify(event)), isText: true });
      }
    }
  } finally {
    await store.close();
  }
  return traces;
}

/** All files below a folder; none when it is not there. */
export function filesBelow(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
