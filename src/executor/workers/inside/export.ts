import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Digest } from "../../../domain/index.ts";
import type { ExportJob, Surroundings } from "../protocol.ts";
import { asExporter, findComponent } from "./component.ts";
import { drive } from "./drive.ts";
import { openPart } from "./inputs.ts";
import type { JobLine, RunningJob } from "./job.ts";
import { type Outcome, type Performed, perform, type Tools } from "./perform.ts";
import { refuse } from "./refusal.ts";

/** Writes one artifact as a file; the file appears when it is complete, or not at all. */
export async function exportFile(job: ExportJob, surroundings: Surroundings, line: JobLine): Promise<Performed> {
  return await perform(surroundings, line, {
    component: job.component,
    work: (running, tools) => write(job, running, tools),
    keepMessage: async () => null,
  });
}

async function write(job: ExportJob, running: RunningJob, { artifacts }: Tools): Promise<Outcome> {
  const exporter = asExporter(await findComponent(job.component));
  const { signal } = running.cancellation;
  const input = openPart(job.input, { artifacts, job: running });
  const file = new NewFile(job.path);
  try {
    const context = { input, stream: job.input.stream, contentSchema: job.contentSchema, origins: job.origins, signal };
    await drive({
      generator: exporter.export(context as never),
      component: exporter.type,
      signal,
      take: (piece) => file.write(bytesOf(piece, exporter.type)),
    });
    return { kind: "exported", ...file.commit() };
  } catch (error) {
    file.abort();
    throw error;
  }
}

function bytesOf(piece: unknown, exporter: string): Uint8Array {
  if (typeof piece === "string") return Buffer.from(piece, "utf8");
  if (piece instanceof Uint8Array) return piece;
  throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `exporter "${exporter}" yielded something that is neither text nor bytes`);
}

const bufferedAtMost = 1 << 20;

/** A file that is written beside its place, readable by its owner only, and put there when it is complete. */
class NewFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;
  readonly #hash = createHash("sha256");
  #isOpen = true;
  #bytes = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
    this.#file = orRefuse(path, () => openSync(this.#temporary, "wx", 0o600));
  }

  write(piece: Uint8Array): void {
    // A copy: the exporter may fill the same buffer again.
    this.#pending.push(Uint8Array.from(piece));
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes >= bufferedAtMost) orRefuse(this.#path, () => this.#flush());
  }

  commit(): { readonly digest: Digest; readonly bytes: number } {
    return orRefuse(this.#path, () => {
      this.#flush();
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.#temporary, this.#path);
      return { digest: this.#hash.digest("hex") as Digest, bytes: this.#bytes };
    });
  }

  abort(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    const all = Buffer.concat(this.#pending, this.#pendingBytes);
    for (let at = 0; at < all.length; ) at += writeSync(this.#file, all, at);
    this.#hash.update(all);
    this.#bytes += all.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

function orRefuse<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw refuse(
      "WCT_EXPORT_WRITE_FAILED",
      `"${path}" cannot be written${code}`,
      "check the folder's permissions and free space, or choose another with --output",
    );
  }
}
