import type { Readable } from "node:stream";
import type { AdapterSession } from "../session/index.ts";
import { ClientSession } from "./client-session.ts";
import type { ServerOptions } from "./server-options.ts";
import { UnreadLimit } from "./unread.ts";

/** The streams of the only client. */
export interface ClientStreams {
  readonly input: Readable;
  /** Writes text as it is. A promise resolves when the client has taken it, and never fails. */
  readonly write: (text: string) => void | Promise<void>;
}

/** Serves one client over streams. Resolves when the session has ended: by the client, or because its input ended. */
export async function serveStreams(
  session: AdapterSession,
  { input, write }: ClientStreams,
  { signal, onBug }: ServerOptions,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const limit = new UnreadLimit(input, () => over.resolve());
  const client = new ClientSession(session, {
    write: countingUnread(write, limit),
    admit: () => ({ kind: "admitted" }),
    leave: async (isEnd) => {
      if (isEnd) await session.close();
    },
    left: over.resolve,
    mayReturn: false,
    onBug,
  });
  const end = (): void => over.resolve();
  input.on("data", (bytes: Buffer) => client.push(bytes));
  for (const event of ["end", "close", "error"]) input.on(event, end);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  try {
    await over.promise;
  } finally {
    signal.removeEventListener("abort", end);
    input.destroy();
    client.close();
    await session.close();
  }
}

/** Writes frames, and tells the limit how much of them the client has not taken yet. */
function countingUnread(write: ClientStreams["write"], limit: UnreadLimit): (frame: string) => void {
  let unread = 0;
  const count = (bytes: number): void => {
    unread += bytes;
    limit.update(unread);
  };
  return (frame) => {
    const writing = write(frame);
    if (writing === undefined) return;
    count(frame.length);
    void writing.then(() => count(-frame.length));
  };
}
