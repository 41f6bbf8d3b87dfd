import { type WctError, wctError } from "../../../../diagnostics/index.ts";
import type { ArtifactStore, Digest, MessageReader } from "../../../../domain/index.ts";
import { parseElements } from "../../../../store/index.ts";
import type { JobChannel } from "../job.ts";

/** Reads one input of a job. */
export type InputReader = Pick<MessageReader, "rest" | "batches">;
export interface InputStore {
  readonly open: (...args: Parameters<ArtifactStore["open"]>) => Promise<InputReader>;
}

let readings = 0;

/** Provides the inputs of a job whose worker cannot read the store. The host reads them, and only those of the job. */
export function askingHost({ ask }: JobChannel): InputStore {
  return {
    open: async (digest) => ({
      rest: async () => JSON.parse(text(await ask({ digest, what: "rest" })) ?? "null"),
      batches: () => batches(ask, digest),
    }),
  };
}

async function* batches(ask: JobChannel["ask"], digest: Digest) {
  readings += 1;
  const what = { reading: readings };
  for (;;) {
    const lines = text(await ask({ digest, what }));
    if (lines === null) return;
    yield parseElements(lines);
  }
}

function text(answer: Awaited<ReturnType<JobChannel["ask"]>>): string | null {
  if (answer.problem !== null) throw unreadable(answer.problem);
  return answer.text;
}

const unreadable = (message: string): WctError => wctError("WCT_RUN_RECORD_CORRUPT", { message });
