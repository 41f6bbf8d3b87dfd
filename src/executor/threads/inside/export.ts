import type { ExportJob, JobOutcome, RunContext } from "../../jobs/index.ts";
import { asExporter, findComponent } from "./component.ts";
import { drive, openPart } from "./context/index.ts";
import type { JobChannel, RunningJob } from "./job.ts";
import { type Performed, perform, type Tools } from "./perform.ts";
import { refuse } from "./refusal.ts";

/** Makes the bytes of one file. The host writes them. */
export async function exportFile(job: ExportJob, runContext: RunContext, channel: JobChannel): Promise<Performed> {
  return await perform(runContext, channel, {
    component: job.component,
    work: (running, tools) => write(job, running, tools),
  });
}

async function write(job: ExportJob, running: RunningJob, { artifacts, channel }: Tools): Promise<JobOutcome> {
  const exporter = asExporter(await findComponent(job.component));
  const { signal } = running.cancellation;
  const input = openPart(job.input, { artifacts, job: running });
  const pieces = new Pieces(channel);
  const { contentSchema, origins, declared, options } = job;
  const context = { input, stream: job.input.stream, contentSchema, origins, declared, options, signal };
  await drive({
    generator: exporter.export(context as never),
    component: exporter.type,
    signal,
    take: (piece) => pieces.add(bytesOf(piece, exporter.type)),
  });
  await pieces.flush();
  return { kind: "exported" };
}

function bytesOf(piece: unknown, exporter: string): Uint8Array {
  if (typeof piece === "string") return Buffer.from(piece, "utf8");
  if (piece instanceof Uint8Array) return piece;
  throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `exporter "${exporter}" yielded something that is neither text nor bytes`);
}

const bufferedAtMost = 1 << 20;

/** Collects small pieces, because each message wakes the host. */
class Pieces {
  readonly #channel: JobChannel;
  #pending: Uint8Array[] = [];
  #bytes = 0;

  constructor(channel: JobChannel) {
    this.#channel = channel;
  }

  add(piece: Uint8Array): Promise<void> | null {
    // A copy, because the exporter may reuse the buffer.
    this.#pending.push(Uint8Array.from(piece));
    this.#bytes += piece.length;
    return this.#bytes < bufferedAtMost ? null : this.flush();
  }

  flush(): Promise<void> | null {
    const data = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pending) {
      data.set(piece, at);
      at += piece.length;
    }
    [this.#pending, this.#bytes] = [[], 0];
    return this.#channel.send({ kind: "piece", data }, [data.buffer]);
  }
}
