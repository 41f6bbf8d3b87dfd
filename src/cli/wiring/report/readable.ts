import { isWctError } from "../../../diagnostics/index.ts";
import type { ArtifactId, MessageReader, MessageRef, RecordStore } from "../../../domain/index.ts";

/** An artifact that made something. */
export interface Made {
  readonly id: ArtifactId;
  readonly message: MessageRef;
  /** Key of its stream; null without one. */
  readonly stream: string | null;
}

/** What a report holds at most when nobody asks for more. */
export const most = { elements: 50, findings: 2000, text: 1500, list: 100 } as const;

/** Bytes for content and for findings, so that a page stays below 3 MB: what each artifact takes anyway comes off. */
export function budgetOf(artifacts: number): { readonly content: number; readonly findings: number } {
  const room = Math.max(400_000, 2_600_000 - artifacts * 1900);
  return { content: room / 2, findings: room * 0.4 };
}

/** Reads a message; what is damaged or missing costs only its own artifact: `otherwise` is told why. */
export async function reading<T>(
  store: RecordStore,
  { message }: Made,
  read: (reader: MessageReader) => Promise<T>,
  otherwise: (why: string) => T,
): Promise<T> {
  try {
    return await read(await store.artifacts.open(message.digest));
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return otherwise(error.message);
    throw error;
  }
}
