import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, MessageReader, MessageRef, RecordStore } from "../../domain/index.ts";

/** An artifact that has a message. */
export interface ReadableArtifact {
  readonly id: ArtifactId;
  readonly message: MessageRef;
  /** Key of its stream; null without one. */
  readonly stream: string | null;
}

/** Default limits of a report. */
export const most = { elements: 50, findings: 2000, text: 1500, list: 100 } as const;

/**
 * Returns the bytes for content and for findings that keep a page below 3 MB; the fixed size of each artifact is
 * deducted.
 */
export function budgetOf(artifacts: number): { readonly content: number; readonly findings: number } {
  const room = Math.max(400_000, 2_600_000 - artifacts * 1900);
  return { content: room / 2, findings: room * 0.4 };
}

/** Reads a message; damaged or missing content affects only its artifact: `otherwise` receives the reason. */
export async function reading<T>(
  store: RecordStore,
  { message }: ReadableArtifact,
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
